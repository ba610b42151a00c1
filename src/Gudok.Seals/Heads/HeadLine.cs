using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Gudok.Seals;

/// <summary>The line of a head: twelve words with one blank between. There is one way to write each head, or two could differ and agree.</summary>
internal static class HeadLine
{
    public const string Format = "gudok-head/1";

    private const string TimeForm = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";
    private const int Words = 12;
    private const int MaxLength = 1024;

    public static string Text(SignedHead head) => string.Join(
        ' ',
        Format,
        head.Number.ToString(CultureInfo.InvariantCulture),
        WordOf(head.Kind),
        head.Tree.Log,
        TreeName.DayText(head.Tree.Day),
        head.Size.ToString(CultureInfo.InvariantCulture),
        head.Root,
        head.SignedAt.UtcDateTime.ToString(TimeForm, CultureInfo.InvariantCulture),
        head.Previous,
        head.Algorithm,
        head.KeyId);

    public static bool TryParse([NotNullWhen(true)] string? line, [NotNullWhen(true)] out SignedHead? head)
    {
        head = null;
        if (line is null || line.Length > MaxLength) return false;
        var words = line.Split(' ');
        if (words.Length != Words || words[0] != Format) return false;
        if (!TryReadCount(words[1], out var number) || !TryReadCount(words[5], out var size) || !TryReadKind(words[2], out var kind)) return false;
        if (!TreeName.IsLog(words[3]) || !DateOnly.TryParseExact(words[4], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return false;
        if (!DateTimeOffset.TryParseExact(words[7], TimeForm, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var signedAt)) return false;
        if (!IsHash(words[6]) || !IsHash(words[8]) || !IsHex(words[10]) || !IsHex(words[11]) || words[9].Length == 0) return false;
        head = new SignedHead(number, kind, new TreeName(words[3], day), size, words[6], signedAt, words[8], words[9], words[10], words[11]);
        // Whatever else could be read in two ways: a head is its line.
        return head.ToString() == line;
    }

    private static string WordOf(HeadKind kind) => kind switch
    {
        HeadKind.Tree => "tree",
        HeadKind.Dropped => "dropped",
    };

    private static bool TryReadKind(string word, out HeadKind kind)
    {
        kind = word == "dropped" ? HeadKind.Dropped : HeadKind.Tree;
        return word == WordOf(kind);
    }

    private static bool TryReadCount(string word, out long count) =>
        long.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out count);

    private static bool IsHash(string word) => word.Length == 2 * TreeHash.Length && IsHex(word);

    private static bool IsHex(string word) => word.Length > 0 && word.Length % 2 == 0 && word.All(char.IsAsciiHexDigitLower);
}
