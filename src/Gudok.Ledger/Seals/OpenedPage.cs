using System.Security.Cryptography;
using Gudok.Seals;

namespace Gudok.Ledger;

/// <summary>A page after its seal was opened: salts and details of its rows.</summary>
/// <param name="first">Number of its first row.</param>
/// <param name="count">How many rows.</param>
/// <param name="plaintext">What was sealed.</param>
internal sealed class OpenedPage(int first, int count, byte[] plaintext)
{
    private readonly (int Salt, int Details, int Length)[] _places = Locate(count, plaintext);

    public int First => first;

    public int Count => count;

    /// <summary>The hash of the plain columns of the page and its rows.</summary>
    public ReadOnlySpan<byte> RowsHash => plaintext.AsSpan(0, SHA256.HashSizeInBytes);

    public bool Holds(int row) => row >= first && row < first + count;

    public ReadOnlySpan<byte> Salt(int row) => plaintext.AsSpan(_places[row - first].Salt, Leaf.SaltLength);

    public ReadOnlySpan<byte> Details(int row) => plaintext.AsSpan(_places[row - first].Details, _places[row - first].Length);

    private static (int Salt, int Details, int Length)[] Locate(int count, byte[] plaintext)
    {
        if (count is < 1 or > PageBuilder.MostRows) throw PackedReader.Broken();
        var places = new (int, int, int)[count];
        var packed = new PackedReader(plaintext);
        packed.Take(SHA256.HashSizeInBytes);
        for (var index = 0; index < count; index++)
        {
            var salt = plaintext.Length - packed.Left;
            packed.Take(Leaf.SaltLength);
            var length = packed.ReadCount(int.MaxValue);
            places[index] = (salt, plaintext.Length - packed.Left, length);
            packed.Take(length);
        }

        return packed.IsAtEnd ? places : throw PackedReader.Broken();
    }
}
