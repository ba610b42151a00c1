using System.Security.Cryptography;

namespace Gudok.Seals.Tests;

public sealed class LeafTests
{
    [Fact]
    public void Leaf_is_the_hash_of_a_zero_octet_the_record_and_its_commitments()
    {
        byte[] record = [0xa1, 1, 2];
        var commitments = Enumerable.Range(0, 64).Select(n => (byte)n).ToArray();
        var leaf = new byte[Leaf.HashLength];
        Leaf.Hash(record, commitments, leaf);
        Assert.Equal(SHA256.HashData([0, .. record, .. commitments]), leaf);
        Assert.Equal("5F5FD3C6E1F27E6AD36ED78C913D74C007977D6ACB6885D68462193FCE3F026F", Convert.ToHexString(leaf));
    }

    [Fact]
    public void Leaf_of_a_long_record_is_the_same_hash()
    {
        var record = new byte[5000];
        var leaf = new byte[Leaf.HashLength];
        Leaf.Hash(record, [], leaf);
        Assert.Equal(SHA256.HashData([0, .. record]), leaf);
    }

    [Fact]
    public void Commitment_to_a_field_hides_it_behind_its_salt()
    {
        var salt = Enumerable.Repeat((byte)7, Leaf.SaltLength).ToArray();
        var commitment = new byte[Leaf.HashLength];
        Leaf.CommitField(salt, "field"u8, commitment);
        Assert.Equal(SHA256.HashData([.. salt, .. "field"u8]), commitment);
    }

    [Fact]
    public void Wrong_lengths_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Leaf.Hash([], new byte[31], new byte[32]));
        Assert.Throws<ArgumentException>(() => Leaf.CommitField(new byte[15], [], new byte[32]));
    }
}
