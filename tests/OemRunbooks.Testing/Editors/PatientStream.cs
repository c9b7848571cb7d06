namespace OemRunbooks.Testing.Editors;

/// <summary>Reads from a program; one that says nothing for too long is a failure of the test, not a hang of the suite.</summary>
public sealed class PatientStream(Stream inner, TimeSpan patience) : OneWayStream
{
    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count)
    {
        var reading = inner.ReadAsync(buffer, offset, count);
        return reading.Wait(patience) ? reading.Result : throw new TimeoutException("the server does not answer");
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
