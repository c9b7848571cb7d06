namespace OemRunbooks.Oem.Tests.Support;

internal static class Refused
{
    public static OemException With(string code, Action action)
    {
        var e = Assert.Throws<OemException>(action);
        Assert.True(code == e.Code, $"expected {code}, got {e.Message}");
        return e;
    }
}
