using System.Text;
using OemRunbooks.Journal.Entries;
using OemRunbooks.Journal.Sealing;
using Xunit;

namespace OemRunbooks.Journal.Tests.Sealing;

/// <summary>The vectors of the standards that seals are made of.</summary>
public sealed class Standards
{
    // RFC 8032, 7.1: secret key, public key, message, signature.
    [Theory]
    [InlineData(
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
    )]
    [InlineData(
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
    )]
    [InlineData(
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
    )]
    public void Ed25519_signs_as_RFC_8032_says(string seed, string publicKey, string message, string signature)
    {
        using var key = new SigningKey("k", Convert.FromHexString(seed));
        Assert.Equal(publicKey, Convert.ToHexStringLower(key.Public.Bytes));
        Assert.Equal(signature, Convert.ToHexStringLower(key.Sign(Convert.FromHexString(message))));
        Assert.True(key.Public.Verify(Convert.FromHexString(message), Convert.FromHexString(signature)));
        Assert.False(key.Public.Verify([.. Convert.FromHexString(message), 0], Convert.FromHexString(signature)));
    }

    // The leaves and roots that the implementations of certificate transparency test themselves with (RFC 6962 and 9162 share the tree).
    private static readonly string[] Leaves =
    [
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    ];

    private static readonly string[] Roots =
    [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];

    [Fact]
    public void The_tree_has_the_roots_of_RFC_9162()
    {
        var tree = new MerkleTree();
        Assert.Equal("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", Convert.ToHexStringLower(tree.Root()));
        for (var i = 0; i < Leaves.Length; i++)
        {
            tree.Append(MerkleTree.Leaf(Convert.FromHexString(Leaves[i])));
            Assert.Equal(Roots[i], Convert.ToHexStringLower(tree.Root()));
        }
    }

    [Fact]
    public void Every_leaf_of_every_tree_can_be_proven_and_no_other()
    {
        var leaves = Enumerable.Range(0, 70).Select(static i => MerkleTree.Leaf(BitConverter.GetBytes(i))).ToList();
        for (var size = 1; size <= leaves.Count; size++)
        {
            var some = leaves.Take(size).ToList();
            var tree = new MerkleTree();
            some.ForEach(tree.Append);
            var root = tree.Root();
            for (var i = 0; i < size; i++)
            {
                var path = MerkleTree.Prove(some, i);
                Assert.True(MerkleTree.Verify(some[i], i, size, path, root));
                Assert.False(MerkleTree.Verify(some[(i + 1) % size], i, size, path, root) && size > 1);
                Assert.False(MerkleTree.Verify(some[i], i + 1, size, path, root));
                Assert.False(MerkleTree.Verify(some[i], i, size, [.. path, new byte[32]], root));
            }
        }
    }

    // The example of the signed-note specification (C2SP): key, text and signature of golang.org/x/mod/sumdb/note.
    private const string PeterKey = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";

    private const string PeterNote =
        "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n— "
        + "PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

    [Fact]
    public void A_note_of_the_specification_is_read_verified_and_written_alike()
    {
        var key = VerifyingKey.Parse(PeterKey);
        var note = SignedNote.Parse(Encoding.UTF8.GetBytes(PeterNote));
        Assert.True(note.IsSignedBy(key));
        Assert.Equal(PeterKey, key.ToString());
        Assert.Equal(PeterNote, Encoding.UTF8.GetString(note.ToBytes()));
        Assert.False((note with { Text = note.Text.Replace("answer", "Answer", StringComparison.Ordinal) }).IsSignedBy(key));
        Assert.Throws<FormatException>(() => VerifyingKey.Parse(PeterKey.Replace("c74f20a3", "c74f20a4", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("text without a signature\n")]
    [InlineData("text\n\n— name\n")]
    [InlineData("text\n\n— name !!!\n")]
    [InlineData("text\n\n— na+me AAAAAAAA\n")]
    [InlineData("te\u0001xt\n\n— name AAAAAAAA\n")]
    [InlineData("text\n\n— name AAAAAAAA")]
    public void What_is_no_note_is_refused(string text) =>
        Assert.Throws<FormatException>(() => SignedNote.Parse(Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData("o\n05\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n")]
    [InlineData("o\n-1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n")]
    [InlineData("o\n5\nAAAA\n")]
    [InlineData("\n5\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n")]
    public void What_is_no_checkpoint_is_refused(string text) => Assert.Throws<FormatException>(() => Checkpoint.Parse(text));

    [Fact]
    public void A_receipt_is_80_bits_in_groups_of_four_and_forgives_how_it_was_copied()
    {
        var seal = new Checkpoint("o", 1, Convert.FromHexString(Roots[7]));
        Assert.Equal("LXE5-U6NH-AZM2-TLKV", seal.Receipt);
        Assert.Equal("LXE5U6NHAZM2TLKV", Checkpoint.Normalised("lxe5 u6nh azm2 tlkv"));
        Assert.Equal(Checkpoint.Normalised("OIB2"), Checkpoint.Normalised("0182"));
    }
}
