using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Gudok.Testing;

/// <summary>Looks for telephone numbers in bytes, in every form in which one could leak: digits, national spellings, UTF-16, URL-escaped,
/// packed into eight octets either way round, binary-coded decimal.</summary>
public sealed class NumberSweep
{
    private readonly List<(string Form, byte[] Bytes)> _patterns = [];

    /// <summary>Prepares the forms of some numbers.</summary>
    /// <param name="digits">Digits in full with the country code, no plus sign; at least seven.</param>
    public NumberSweep(IEnumerable<string> digits)
    {
        foreach (var number in digits.Distinct())
        {
            Assert.True(number.Length >= 7 && number.All(char.IsAsciiDigit), "A number to look for has at least seven digits.");
            foreach (var spelling in Spellings(number).Distinct()) AddText(spelling);
            AddPacked(number);
            AddCoded(number);
        }
    }

    /// <summary>How many forms are looked for.</summary>
    public int Forms => _patterns.Count;

    /// <summary>The forms found in some bytes; the text names the form, never the number.</summary>
    public IEnumerable<string> FindIn(ReadOnlyMemory<byte> bytes) => _patterns
        .Where(pattern => bytes.Span.IndexOf(pattern.Bytes) >= 0)
        .Select(pattern => pattern.Form);

    /// <summary>The forms found in a text.</summary>
    public IEnumerable<string> FindIn(string text) => FindIn(Encoding.UTF8.GetBytes(text));

    /// <summary>The forms found in the files of a folder, each with the file's name.</summary>
    public IReadOnlyList<string> FindInFolder(string folder) =>
    [
        // An empty file holds nothing, and the lock of a running program is one that cannot be read.
        .. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(file => new FileInfo(file).Length > 0)
            .SelectMany(file => FindIn(File.ReadAllBytes(file)).Select(form => $"{Path.GetRelativePath(folder, file)}: {form}")),
    ];

    private static IEnumerable<string> Spellings(string number)
    {
        yield return number;
        if (number.Length != 11 || number[0] != '7') yield break;
        var (area, a, b, c) = (number[1..4], number[4..7], number[7..9], number[9..]);
        yield return "8" + number[1..];
        yield return number[1..];
        foreach (var separator in new[] { " ", "-", "%20", "\u00a0", "." })
        {
            yield return area + separator + a + separator + b + separator + c;
            yield return area + separator + a + b + c;
        }

        yield return $"({area}) {a}-{b}-{c}";
        yield return $"({area}){a}{b}{c}";
        yield return $"{a}-{b}-{c}";
    }

    private void AddText(string spelling)
    {
        _patterns.Add(("text", Encoding.UTF8.GetBytes(spelling)));
        _patterns.Add(("UTF-16, little endian", Encoding.Unicode.GetBytes(spelling)));
        _patterns.Add(("UTF-16, big endian", Encoding.BigEndianUnicode.GetBytes(spelling)));
    }

    private void AddPacked(string number)
    {
        if (number.Length > 16) return;
        var value = ulong.Parse(number, CultureInfo.InvariantCulture);
        var octets = new byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(octets, value);
        // Leading zero octets are dropped: the number may stand in a field of any width, or with other bits above it.
        var significant = octets.AsSpan(octets.AsSpan().IndexOfAnyExcept((byte)0)).ToArray();
        if (significant.Length < 4) return;
        _patterns.Add(("packed, big endian", significant));
        _patterns.Add(("packed, little endian", [.. significant.Reverse()]));
    }

    private void AddCoded(string number)
    {
        var even = number.Length % 2 == 0 ? number : number + "f";
        var nibbles = Convert.FromHexString(even);
        var length = number.Length / 2;
        _patterns.Add(("binary-coded decimal", nibbles[..length]));
        _patterns.Add(("binary-coded decimal, nibbles swapped", [.. nibbles[..length].Select(octet => (byte)(octet >> 4 | octet << 4))]));
    }
}
