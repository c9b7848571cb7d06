using OemRunbooks.Journal.Sealing;
using Org.BouncyCastle.Math.EC.Rfc8032;
using Xunit;

namespace OemRunbooks.Journal.Tests.Sealing;

/// <summary>A key is made ready once for many signatures; it says what it would say if it were read anew for each.</summary>
public sealed class PreparedKeys
{
    [Fact]
    public void A_key_that_was_made_ready_says_the_same_of_good_and_bad_signatures()
    {
        var random = new Random(4);
        var good = 0;
        for (var i = 0; i < 400; i++)
        {
            var (seed, message) = (new byte[32], new byte[random.Next(100)]);
            random.NextBytes(seed);
            random.NextBytes(message);
            using var signing = new SigningKey("key", seed);
            var signature = signing.Sign(message);
            var key = signing.Public.Bytes.ToArray();
            Spoil(
                random,
                i % 4 == 1 ? signature
                    : i % 4 == 2 ? key
                    : i % 4 == 3 ? message
                    : []
            );
            good += Agree(key, message, signature) ? 1 : 0;
        }

        Assert.True(good >= 100);
    }

    [Theory]
    [InlineData("0100000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("0100000000000000000000000000000000000000000000000000000000000080")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000080")]
    [InlineData("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")]
    [InlineData("edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")]
    [InlineData("eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")]
    [InlineData("eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff")]
    [InlineData("ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff")]
    [InlineData("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a")]
    [InlineData("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05")]
    public void Points_that_are_no_honest_key_are_judged_alike(string point)
    {
        var key = Convert.FromHexString(point);
        foreach (var r in new[] { key, [1, .. new byte[31]], new byte[32] })
        {
            for (byte i = 0; i < 16; i++)
            {
                Agree(key, [i], [.. r, .. new byte[32]]);
            }
        }
    }

    private static bool Agree(byte[] key, byte[] message, byte[] signature)
    {
        var expected = Ed25519.Verify(signature, 0, key, 0, message, 0, message.Length);
        var prepared = new VerifyingKey("key", key);
        Assert.Equal(expected, prepared.Verify(message, signature));
        Assert.Equal(expected, prepared.Verify(message, signature));
        return expected;
    }

    private static void Spoil(Random random, byte[] bytes)
    {
        if (bytes.Length > 0)
        {
            bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
        }
    }
}
