using System.Security.Cryptography;

namespace Gudok.Seals.Tests;

public sealed class ShortHashTests
{
    [Fact]
    public void Hashes_as_the_framework_does_at_every_length()
    {
        var input = new byte[10_000];
        new Random(1).NextBytes(input);
        var hash = new byte[ShortHash.Length];
        foreach (var length in Enumerable.Range(0, 300).Concat([4_095, 4_096, 4_097, 10_000]))
        {
            ShortHash.Compute(input.AsSpan(0, length), hash);
            Assert.Equal(SHA256.HashData(input.AsSpan(0, length)), hash);
        }
    }

    [Fact]
    public void May_write_the_hash_over_its_input()
    {
        var octets = new byte[64];
        octets.AsSpan().Fill(7);
        var expected = SHA256.HashData(octets);
        ShortHash.Compute(octets, octets);
        Assert.Equal(expected, octets[..ShortHash.Length]);
    }

    [Fact]
    public void Calls_libcrypto_directly_where_net_itself_uses_it() => Assert.True(ShortHash.IsDirect);

    [Fact]
    public void A_running_hash_takes_parts_of_any_length()
    {
        var input = new byte[9_000];
        new Random(2).NextBytes(input);
        var state = new byte[ShortHash.StateLength];
        var hash = new byte[ShortHash.Length];
        ShortHash.Begin(state);
        ShortHash.Add(state, input.AsSpan(0, 8_500));
        ShortHash.Add(state, input.AsSpan(8_500));
        ShortHash.End(state, hash);
        Assert.Equal(SHA256.HashData(input), hash);
        Assert.All(state, octet => Assert.Equal(0, octet));
    }
}
