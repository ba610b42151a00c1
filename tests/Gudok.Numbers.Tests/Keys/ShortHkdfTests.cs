using System.Security.Cryptography;

namespace Gudok.Numbers.Tests.Keys;

public sealed class ShortHkdfTests
{
    [Fact]
    public void Agrees_with_example_3_of_rfc_5869_in_its_first_32_octets()
    {
        var key = new byte[ShortHkdf.KeyLength];
        ShortHkdf.DeriveKey(Enumerable.Repeat((byte)0x0b, 22).ToArray(), [], key);
        Assert.Equal("8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d", Convert.ToHexStringLower(key));
    }

    [Fact]
    public void Agrees_with_the_framework_for_material_and_purpose_of_any_length()
    {
        var random = new Random(4);
        var key = new byte[ShortHkdf.KeyLength];
        for (var length = 0; length < 700; length += 7)
        {
            var (material, info) = (new byte[length], new byte[700 - length]);
            random.NextBytes(material);
            random.NextBytes(info);
            ShortHkdf.DeriveKey(material, info, key);
            Assert.Equal(HKDF.DeriveKey(HashAlgorithmName.SHA256, material, key.Length, info: info), key);
            var pseudorandom = SHA256.HashData(material);
            ShortHkdf.Expand(pseudorandom, info, key);
            Assert.Equal(HKDF.Expand(HashAlgorithmName.SHA256, pseudorandom, key.Length, info), key);
        }
    }
}
