namespace Gudok.Numbers;

/// <summary>Reads a party from what a SIP header, a form or another system's record holds, in the habits of one region.</summary>
/// <remarks>Thread-safe. A caller may read the same user part millions of times: reading allocates only for parties that are
/// no number.</remarks>
/// <param name="options">Region, realms and hosts.</param>
public sealed class PartyReader(PartyOptions options)
{
    /// <summary>The options that it reads by.</summary>
    public PartyOptions Options { get; } = options;

    /// <summary>Reads the user part and host of a <c>sip:</c>, <c>sips:</c> or <c>tel:</c> URI (RFC 3261 §19.1, RFC 3966), escapes already
    /// undone.</summary>
    /// <param name="user">User part or tel: subscriber without parameters; may be empty.</param>
    /// <param name="host">Host without brackets or port; empty for tel:.</param>
    /// <returns>A party of any kind; <see cref="PartyKind.None"/> only if both parts are empty, <see cref="PartyKind.Withheld"/> for the
    /// anonymous URI (RFC 3323 §4.1.1.3).</returns>
    public Party Read(ReadOnlySpan<char> user, ReadOnlySpan<char> host)
    {
        if (user.IsEmpty && host.IsEmpty || Options.Region.Length == 0) return default;
        if (host.EndsWith("anonymous.invalid", StringComparison.OrdinalIgnoreCase)) return Party.Withheld;
        var digits = user.TrimStart('+');
        if (!user.IsEmpty && user[0] == '+' && PhoneNumber.TryCreate(PartyKind.E164, digits, out var number)) return Party.E164(number);
        if (PhoneNumber.TryCreate(PartyKind.Internal, user, out number)) return Party.Internal(number, "");
        return Party.Address($"{user}@{host.ToString().ToLowerInvariant()}");
    }

    /// <summary>Reads what a person typed or another system wrote: any spelling of a number, an extension, or user@host.</summary>
    public Party Read(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        var at = text.LastIndexOf('@');
        return at < 0 ? Read(text, "") : Read(text[..at], text[(at + 1)..]);
    }
}
