namespace OemRunbooks.Reports.Drawing;

/// <summary>Check words over the field of 256 elements with the polynomial 0x11D, as QR codes have them.</summary>
internal static class ReedSolomon
{
    /// <summary>The check words of some data.</summary>
    internal static byte[] Check(ReadOnlySpan<byte> data, int count)
    {
        var generator = Generator(count);
        var rest = new byte[count];
        foreach (var word in data)
        {
            var factor = (byte)(word ^ rest[0]);
            rest.AsSpan(1).CopyTo(rest);
            rest[^1] = 0;
            for (var i = 0; i < count; i++)
            {
                rest[i] ^= Multiply(generator[i], factor);
            }
        }

        return rest;
    }

    internal static byte Multiply(byte left, byte right)
    {
        var product = 0;
        for (var i = 7; i >= 0; i--)
        {
            product = (product << 1) ^ ((product >> 7) * 0x11D);
            product ^= ((right >> i) & 1) * left;
        }

        return (byte)product;
    }

    // The product of (x − 2^i); its leading 1 is left out.
    private static byte[] Generator(int count)
    {
        var result = new byte[count];
        result[^1] = 1;
        byte root = 1;
        for (var i = 0; i < count; i++)
        {
            for (var j = 0; j < count; j++)
            {
                result[j] = (byte)(Multiply(result[j], root) ^ (j + 1 < count ? result[j + 1] : 0));
            }

            root = Multiply(root, 2);
        }

        return result;
    }
}
