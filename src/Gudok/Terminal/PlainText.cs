namespace Gudok;

/// <summary>Texts of strangers on a terminal: SIP addresses and reasons may hold the octets that steer one.</summary>
internal static class PlainText
{
    private const char Instead = '\ufffd';

    /// <summary>A text in which nothing moves the cursor, colours, or names the window; line ends and tabs stay.</summary>
    public static string Of(string text) => text.Any(IsSteering) ? string.Create(text.Length, text, static (plain, steered) =>
    {
        for (var at = 0; at < steered.Length; at++) plain[at] = IsSteering(steered[at]) ? Instead : steered[at];
    }) : text;

    private static bool IsSteering(char letter) => char.IsControl(letter) && letter is not ('\r' or '\n' or '\t');
}
