using System.Text.RegularExpressions;

namespace Gudok.Access;

/// <summary>Names that people sign in by.</summary>
/// <remarks>Letters of one alphabet only: a name in which a Cyrillic «а» stands for a Latin one looks like another's. Few digits in a row: a name is shown where no
/// telephone number may be.</remarks>
internal static partial class AccountName
{
    /// <summary>What a name is made of, in words.</summary>
    public const string Form = "2 to 64 small letters of one alphabet (Latin or Cyrillic), digits, dots, hyphens and underscores; it begins with a letter and has at most five digits in a row";

    /// <summary>The name as it is kept: small letters.</summary>
    public static bool TryRead(string text, out string name)
    {
        name = text.Trim().ToLowerInvariant();
        return Shape().IsMatch(name) && !ManyDigits().IsMatch(name);
    }

    [GeneratedRegex(@"^([a-z][a-z0-9._-]{1,63}|[а-яё][а-яё0-9._-]{1,63})$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Shape();

    [GeneratedRegex("[0-9]([._-]?[0-9]){5}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ManyDigits();
}
