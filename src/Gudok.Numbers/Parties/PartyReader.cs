using System.Buffers;

namespace Gudok.Numbers;

/// <summary>Reads a party from what a SIP header, a form or another system's record holds, in the habits of one region.</summary>
/// <remarks>Thread-safe. A caller may read the same user part millions of times: reading keeps nothing and allocates only for parties
/// that are no number.</remarks>
public sealed class PartyReader
{
    /// <summary>The most characters of an address that are kept; what is longer is cut.</summary>
    public const int MaxAddressLength = 1024;

    /// <summary>Fewer digits behind a plus are an E.164 number only if a plan assigns them.</summary>
    private const int MinUnassignedDigits = 7;

    /// <summary>E.164 allows no more.</summary>
    private const int MaxE164Digits = 15;

    /// <summary>Longer texts are not looked at as numbers.</summary>
    private const int MaxNumberText = 64;

    private static readonly SearchValues<char> Separators = SearchValues.Create("-.() \u00A0/~\u2010\u2011\u2012\u2013\u2014");

    private readonly NumberingPlan _plan = NumberingPlan.Default;
    private readonly (string Host, string Realm)[] _realms;
    private readonly string[] _shortNumbers;
    private readonly string[] _internationalPrefixes;

    /// <summary>Reads by the given settings, which it copies.</summary>
    /// <param name="options">Region, realms and our own numbers.</param>
    public PartyReader(PartyOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Options = options;
        Own = new OwnNumbers(options);
        _realms = [.. options.InternalRealms.Select(pair => (pair.Key, pair.Value))];
        _shortNumbers = [.. options.ShortNumbers];
        _internationalPrefixes = [.. options.InternationalPrefixes];
    }

    /// <summary>The options that it reads by.</summary>
    public PartyOptions Options { get; }

    /// <summary>The numbers that are ours.</summary>
    public OwnNumbers Own { get; }

    /// <summary>Reads the user part and host of a <c>sip:</c>, <c>sips:</c> or <c>tel:</c> URI as they stand in a message: UTF-8, with
    /// <c>%</c> escapes (RFC 3261 §19.1.2, RFC 3966).</summary>
    /// <param name="userUtf8">User part, or tel: subscriber, parameters included; may be empty. A password is dropped.</param>
    /// <param name="hostUtf8">Host; brackets and port do no harm; empty for tel:.</param>
    /// <returns>As the overload of characters.</returns>
    public Party Read(ReadOnlySpan<byte> userUtf8, ReadOnlySpan<byte> hostUtf8)
    {
        var colon = userUtf8.IndexOf((byte)':');
        if (colon >= 0) userUtf8 = userUtf8[..colon];
        userUtf8 = userUtf8[..Math.Min(userUtf8.Length, MaxAddressLength)];
        hostUtf8 = hostUtf8[..Math.Min(hostUtf8.Length, MaxAddressLength)];
        Span<char> user = stackalloc char[userUtf8.Length];
        Span<char> host = stackalloc char[hostUtf8.Length];
        return Read(user[..UriText.Unescape(userUtf8, user)], host[..UriText.Unescape(hostUtf8, host)]);
    }

    /// <summary>Reads the user part and host of a <c>sip:</c>, <c>sips:</c> or <c>tel:</c> URI, escapes already undone.</summary>
    /// <param name="user">User part without password, or tel: subscriber, parameters included; may be empty.</param>
    /// <param name="host">Host; brackets and port do no harm; empty for tel:.</param>
    /// <returns>A party of any kind; <see cref="PartyKind.None"/> only if both parts are empty, <see cref="PartyKind.Withheld"/> for the
    /// anonymous URI (RFC 3323 §4.1.1.3) and the user names that stand for it.</returns>
    public Party Read(ReadOnlySpan<char> user, ReadOnlySpan<char> host)
    {
        host = UriText.BareHost(host);
        if (IsWithheld(user, host)) return Party.Withheld;
        if (user.IsEmpty) return host.IsEmpty ? default : Party.Address(Cut(host.ToString()).ToLowerInvariant());
        var semicolon = user.IndexOf(';');
        var subscriber = semicolon < 0 ? user : user[..semicolon];
        if (subscriber.Length is > 0 and <= MaxNumberText && TryReadNumber(subscriber, semicolon < 0 ? [] : user[semicolon..], host, out var party)) return party;
        return Address(user, host);
    }

    /// <summary>Reads what a person typed or another system wrote: any spelling of a number, an extension, a URI, or user@host, each also
    /// behind a name as in <c>"Anna" &lt;sip:anna@pbx&gt;</c>.</summary>
    public Party Read(ReadOnlySpan<char> text)
    {
        text = UriText.WithoutDisplayName(text.Trim()).Trim();
        var at = text.LastIndexOf('@');
        var bare = UriText.WithoutScheme(text);
        if (at >= 0)
        {
            at -= text.Length - bare.Length;
            return Read(UriText.WithoutPassword(bare[..at]), UriText.WithoutParameters(bare[(at + 1)..]));
        }

        if (UriText.IsSip(text)) return Read("", UriText.WithoutParameters(bare));
        var party = Read(bare, "");
        if (party.Kind is not (PartyKind.Address or PartyKind.Internal)) return party;
        var verdict = _plan.Parse(text, Options.Region);
        return verdict.IsValid ? Party.E164(verdict.E164) : party;
    }

    private static bool IsWithheld(ReadOnlySpan<char> user, ReadOnlySpan<char> host) =>
        host.Equals("anonymous.invalid", StringComparison.OrdinalIgnoreCase)
        || host.EndsWith(".anonymous.invalid", StringComparison.OrdinalIgnoreCase)
        || user.Equals("anonymous", StringComparison.OrdinalIgnoreCase)
        || user.Equals("unavailable", StringComparison.OrdinalIgnoreCase)
        || user.Equals("restricted", StringComparison.OrdinalIgnoreCase);

    private bool TryReadNumber(ReadOnlySpan<char> subscriber, ReadOnlySpan<char> parameters, ReadOnlySpan<char> host, out Party party)
    {
        party = default;
        var isGlobal = subscriber[0] is '+' or '\uFF0B';
        Span<char> digits = stackalloc char[subscriber.Length];
        if (!TryTakeDigits(isGlobal ? subscriber[1..] : subscriber, digits, out var count, out var hasSeparators)) return false;
        var plain = digits[..count];
        if (isGlobal) return TryReadGlobal(plain, out party);
        var context = UriText.Parameter(parameters, "phone-context");
        if (context.Length > 1 && context[0] == '+') return TryReadInContext(context[1..], plain, out party);
        if (!context.IsEmpty) host = context;
        if (TryReadShort(plain, out party) || TryReadForeign(plain, out party)) return true;
        var verdict = _plan.Parse(plain, Options.Region);
        if (!verdict.IsValid && Options.AcceptsMissingPlus && PhoneNumber.TryCreate(PartyKind.E164, plain, out var bare)) verdict = _plan.Check(bare);
        if (verdict.IsValid)
        {
            party = Party.E164(verdict.E164);
            return true;
        }

        // Dots and dashes between digits may be a name as well (10.0.0.1); in a tel: URI they mean nothing (RFC 3966 §5.1.1).
        if (hasSeparators && !host.IsEmpty || !PhoneNumber.TryCreate(PartyKind.Internal, plain, out var number)) return false;
        party = Party.Internal(number, RealmOf(host));
        return true;
    }

    private static bool TryTakeDigits(ReadOnlySpan<char> text, Span<char> digits, out int count, out bool hasSeparators)
    {
        count = 0;
        hasSeparators = false;
        foreach (var character in text)
        {
            var digit = NumberCharacters.Digit(character);
            if (digit >= 0) digits[count++] = (char)('0' + digit);
            else if (Separators.Contains(character)) hasSeparators = true;
            else return false;
        }

        return count > 0;
    }

    private bool TryReadGlobal(ReadOnlySpan<char> digits, out Party party)
    {
        // As it stands first: the plan's habit of dropping a national prefix even behind a plus must not turn one valid number into another.
        var fits = PhoneNumber.TryCreate(PartyKind.E164, digits, out var number);
        if (!fits || !_plan.Check(number).IsValid)
        {
            Span<char> dialled = stackalloc char[digits.Length + 1];
            dialled[0] = '+';
            digits.CopyTo(dialled[1..]);
            var verdict = _plan.Parse(dialled, "");
            if (verdict.IsValid) number = verdict.E164;
            // An observer must not lose a caller: what no plan assigns is kept as it was dialled.
            else fits &= digits.Length is >= MinUnassignedDigits and <= MaxE164Digits;
            fits |= verdict.IsValid;
        }

        party = fits ? Party.E164(number) : default;
        return fits;
    }

    private bool TryReadInContext(ReadOnlySpan<char> context, ReadOnlySpan<char> digits, out Party party)
    {
        party = default;
        if (context.Length > MaxNumberText) return false;
        Span<char> all = stackalloc char[context.Length + digits.Length];
        if (!TryTakeDigits(context, all, out var count, out _)) return false;
        digits.CopyTo(all[count..]);
        return TryReadGlobal(all[..(count + digits.Length)], out party);
    }

    private bool TryReadShort(ReadOnlySpan<char> digits, out Party party)
    {
        party = default;
        const int longest = 6;
        if (digits.Length > longest) return false;
        if (PhoneNumber.TryCreate(PartyKind.Internal, digits, out var extension) && Own.Holds(extension)) return false;
        if (!IsListed(_shortNumbers, digits) && !_plan.IsShortNumber(digits, Options.Region)) return false;
        if (!PhoneNumber.TryCreate(PartyKind.Short, digits, out var number)) return false;
        party = Party.Short(number, Options.Region);
        return true;
    }

    private bool TryReadForeign(ReadOnlySpan<char> digits, out Party party)
    {
        party = default;
        foreach (var prefix in _internationalPrefixes)
        {
            if (digits.Length <= prefix.Length || !digits.StartsWith(prefix)) continue;
            Span<char> dialled = stackalloc char[digits.Length - prefix.Length + 1];
            dialled[0] = '+';
            digits[prefix.Length..].CopyTo(dialled[1..]);
            var verdict = _plan.Parse(dialled, "");
            if (!verdict.IsValid) continue;
            party = Party.E164(verdict.E164);
            return true;
        }

        return false;
    }

    private static bool IsListed(string[] numbers, ReadOnlySpan<char> digits)
    {
        foreach (var number in numbers)
        {
            if (digits.SequenceEqual(number)) return true;
        }

        return false;
    }

    private string RealmOf(ReadOnlySpan<char> host)
    {
        foreach (var (known, realm) in _realms)
        {
            if (host.Equals(known, StringComparison.OrdinalIgnoreCase)) return realm;
        }

        return "";
    }

    private static Party Address(ReadOnlySpan<char> user, ReadOnlySpan<char> host) => host.IsEmpty
        ? Party.Address(Cut(user.ToString()))
        : Party.Address(Cut(string.Concat(user, "@", host.ToString().ToLowerInvariant())));

    private static string Cut(string address) => address.Length <= MaxAddressLength ? address : address[..MaxAddressLength];
}
