using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Gudok.Seals;

/// <summary>A signed head of a tree, a link of the chain of heads. One line of text, signed as it stands
/// (<c>docs/formats/heads.md</c>).</summary>
/// <param name="Number">Its place in the chain, from 1.</param>
/// <param name="Kind">What it says.</param>
/// <param name="Tree">Of which tree.</param>
/// <param name="Size">How many leaves the tree had.</param>
/// <param name="Root">Its root, 64 hexadecimal digits.</param>
/// <param name="SignedAt">When it was signed, by the signer's clock; whole microseconds, UTC.</param>
/// <param name="Previous">Hash of the head before, 64 hexadecimal digits; zeros in the first.</param>
/// <param name="Algorithm">How it is signed: <see cref="HeadSigner.Es256"/>.</param>
/// <param name="KeyId">Which key signed it: see <see cref="HeadKey.Id"/>.</param>
/// <param name="Signature">The signature, in hexadecimal digits.</param>
public sealed record SignedHead(
    long Number,
    HeadKind Kind,
    TreeName Tree,
    long Size,
    string Root,
    DateTimeOffset SignedAt,
    string Previous,
    string Algorithm,
    string KeyId,
    string Signature)
{
    /// <summary>What stands for the head before the first.</summary>
    public static string NoPrevious { get; } = new('0', 2 * TreeHash.Length);

    /// <summary>What is signed: the line without the signature.</summary>
    public string SignedText => HeadLine.Text(this);

    /// <summary>SHA-256 of the line: what the next head names.</summary>
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(ToString())));

    /// <summary>Reads a head from its line.</summary>
    public static bool TryParse([NotNullWhen(true)] string? line, [NotNullWhen(true)] out SignedHead? head) => HeadLine.TryParse(line, out head);

    /// <summary>The line.</summary>
    public override string ToString() => SignedText + " " + Signature;
}
