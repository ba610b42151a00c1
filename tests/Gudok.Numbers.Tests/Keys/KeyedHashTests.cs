using System.Security.Cryptography;
using System.Text;

namespace Gudok.Numbers.Tests.Keys;

public sealed class KeyedHashTests
{
    [Theory]
    [InlineData("0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b", "4869205468657265", "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7")]
    [InlineData("4a656665", "7768617420646f2079612077616e7420666f72206e6f7468696e673f", "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")]
    public void Agrees_with_the_examples_of_rfc_4231(string key, string data, string expected)
    {
        using var hash = new KeyedHash(Convert.FromHexString(key));
        var output = new byte[KeyedHash.HashLength];
        hash.Compute(Convert.FromHexString(data), output);
        Assert.Equal(expected, Convert.ToHexStringLower(output));
    }

    [Fact]
    public void Agrees_with_the_framework_for_every_length_of_key_and_input()
    {
        var random = new Random(3);
        var output = new byte[KeyedHash.HashLength];
        for (var length = 0; length <= 64; length++)
        {
            var (key, data) = (new byte[length], new byte[random.Next(0, 400)]);
            random.NextBytes(key);
            random.NextBytes(data);
            using var hash = new KeyedHash(key);
            hash.Compute(data, output);
            Assert.Equal(HMACSHA256.HashData(key, data), output);
        }
    }

    [Fact]
    public async Task Is_right_when_many_threads_use_one()
    {
        using var hash = new KeyedHash(Encoding.ASCII.GetBytes("one key for all"));
        var expected = HMACSHA256.HashData(Encoding.ASCII.GetBytes("one key for all"), new byte[] { 1, 2, 3 });
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            var output = new byte[KeyedHash.HashLength];
            for (var i = 0; i < 2_000; i++)
            {
                hash.Compute([1, 2, 3], output);
                Assert.Equal(expected, output);
            }
        })));
    }
}
