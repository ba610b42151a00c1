using System.Text.RegularExpressions;

namespace Gudok.Numbers;

/// <summary>Finds in a written text the part that is the number, its extension and the context of a tel: URI (RFC 3966).</summary>
internal static partial class WrittenNumber
{
    /// <summary>Longer texts are no number: the limit of libphonenumber.</summary>
    public const int MaxLength = 250;

    private const int MinDigits = 3;
    private const string ContextParameter = ";phone-context=";
    private const string SubaddressParameter = ";isub=";

    /// <summary>Cuts the number out of a text: drops what stands before the first digit or plus and behind the last digit, and
    /// puts the context of a tel: URI in front.</summary>
    /// <param name="text">At most <see cref="MaxLength"/> characters.</param>
    /// <param name="number">Takes the number; must hold twice the text.</param>
    /// <returns>Its length; 0 if the text holds no number.</returns>
    public static int Extract(ReadOnlySpan<char> text, Span<char> number)
    {
        var length = 0;
        var parameter = text.IndexOf(ContextParameter, StringComparison.Ordinal);
        if (parameter < 0)
        {
            var possible = Possible(text);
            possible.CopyTo(number);
            length = possible.Length;
        }
        else
        {
            var context = text[(parameter + ContextParameter.Length)..];
            var end = context.IndexOf(';');
            if (end >= 0) context = context[..end];
            if (!ContextSyntax().IsMatch(context)) return 0;
            if (context[0] == '+')
            {
                context.CopyTo(number);
                length = context.Length;
            }

            var scheme = text.IndexOf("tel:", StringComparison.Ordinal);
            var start = scheme < 0 ? 0 : scheme + "tel:".Length;
            if (start > parameter) return 0;
            text[start..parameter].CopyTo(number[length..]);
            length += parameter - start;
        }

        var subaddress = number[..length].IndexOf(SubaddressParameter, StringComparison.Ordinal);
        return subaddress > 0 ? subaddress : length;
    }

    /// <summary>Where the extension begins; −1 if there is none. <paramref name="digits"/> is the extension itself.</summary>
    public static int FindExtension(ReadOnlySpan<char> number, out ReadOnlySpan<char> digits)
    {
        digits = default;
        // Every extension begins with a sign that is no digit; most numbers of a wire have none, and the search is dear.
        if (NumberCharacters.AreDigits(number.TrimStart('+'))) return -1;
        foreach (var match in ExtensionSyntax().EnumerateMatches(number))
        {
            var end = match.Index + match.Length;
            if (number[end - 1] == '#') end--;
            var start = end;
            while (NumberCharacters.Digit(number[start - 1]) >= 0) start--;
            digits = number[start..end];
            return match.Index;
        }

        return -1;
    }

    /// <summary>Whether the text is built like a number: two digits and nothing else, or as <see cref="HasDigits"/> says.</summary>
    public static bool IsViable(ReadOnlySpan<char> number) =>
        number.Length == 2 && NumberCharacters.Digit(number[0]) >= 0 && NumberCharacters.Digit(number[1]) >= 0 || HasDigits(number);

    /// <summary>Whether the text is pluses, then at least three digits parted by punctuation, then letters and digits.</summary>
    public static bool HasDigits(ReadOnlySpan<char> number)
    {
        var at = 0;
        while (at < number.Length && NumberCharacters.IsPlus(number[at])) at++;
        var digits = 0;
        foreach (var character in number[at..])
        {
            if (NumberCharacters.Digit(character) >= 0) digits++;
            else if (!NumberCharacters.IsPunctuation(character) && !(digits >= MinDigits && char.IsAsciiLetter(character))) return false;
        }

        return digits >= MinDigits;
    }

    private static ReadOnlySpan<char> Possible(ReadOnlySpan<char> text)
    {
        var start = 0;
        while (start < text.Length && !NumberCharacters.IsPlus(text[start]) && NumberCharacters.Digit(text[start]) < 0) start++;
        text = text[start..];
        var end = text.Length;
        while (end > 0 && !char.IsAsciiLetterOrDigit(text[end - 1]) && text[end - 1] != '#' && NumberCharacters.Digit(text[end - 1]) < 0) end--;
        text = text[..end];
        if (!text.ContainsAny('/', '\\')) return text;
        foreach (var second in SecondNumber().EnumerateMatches(text)) return text[..second.Index];
        return text;
    }

    // "(530) 583-6985 x302/x2303" holds two extensions of one number; the second is dropped.
    [GeneratedRegex(@"[\\/] *x", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SecondNumber();

    [GeneratedRegex(
        @"^(?:\+[-0-9.()]*[0-9][-0-9.()]*|(?:[a-zA-Z0-9]+(?:-*[a-zA-Z0-9])*\.)*[a-zA-Z]+(?:-*[a-zA-Z0-9])*\.?)\z",
        RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ContextSyntax();

    // The five ways in which people write an extension, in the order in which libphonenumber tries them: RFC 3966, a word that
    // says so, a sign that may say so, "- 123#", and pauses of an automatic dialler. The weaker the sign, the fewer digits.
    [GeneratedRegex(
        @"(?:;ext=[0-9\uFF10-\uFF19\u0660-\u0669\u06F0-\u06F9]{1,20}" +
        @"|[ \u00A0\t,]*(?:e?xt(?:ensi(?:o\u0301?|\u00F3))?n?|\uFF45?\uFF58\uFF54\uFF4E?|\u0434\u043E\u0431|anexo)[:.\uFF0E]?[ \u00A0\t,-]*[0-9\uFF10-\uFF19\u0660-\u0669\u06F0-\u06F9]{1,20}#?" +
        @"|[ \u00A0\t,]*(?:[x\uFF58#\uFF03~\uFF5E]|int|\uFF49\uFF4E\uFF54)[:.\uFF0E]?[ \u00A0\t,-]*[0-9\uFF10-\uFF19\u0660-\u0669\u06F0-\u06F9]{1,9}#?" +
        @"|[- ]+[0-9\uFF10-\uFF19\u0660-\u0669\u06F0-\u06F9]{1,6}#" +
        @"|[ \u00A0\t]*(?:,{2}|;)[:.\uFF0E]?[ \u00A0\t,-]*[0-9\uFF10-\uFF19\u0660-\u0669\u06F0-\u06F9]{1,15}#?" +
        @"|[ \u00A0\t]*,+[:.\uFF0E]?[ \u00A0\t,-]*[0-9\uFF10-\uFF19\u0660-\u0669\u06F0-\u06F9]{1,9}#?)\z",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ExtensionSyntax();
}
