namespace Gudok.Numbers;

/// <summary>One who takes part in a call, in plain form. Lives in transit and in the vault's memory only; prints itself masked.</summary>
/// <remarks>Equality is identity: two spellings of one number are one party once <see cref="PartyReader"/> has read them.</remarks>
public readonly record struct Party
{
    private Party(PartyKind kind, PhoneNumber number, string text, string scope)
    {
        Kind = kind;
        Number = number;
        Text = text;
        Scope = scope;
    }

    /// <summary>What kind of party this is.</summary>
    public PartyKind Kind { get; }

    /// <summary>The digits of E.164, short and internal parties; default for others and for an internal party that is no digits.</summary>
    public PhoneNumber Number { get; }

    /// <summary><c>user@host</c> of an address, the user part of an internal party that is no digits, else empty.</summary>
    public string Text { get => field ?? ""; }

    /// <summary>ISO 3166 region of a short number, realm of an internal party, else empty.</summary>
    public string Scope { get => field ?? ""; }

    /// <summary>Whether the vault keeps such a party: all but none and withheld.</summary>
    public bool IsKept => Kind is not (PartyKind.None or PartyKind.Withheld);

    /// <summary>The party of a caller who hid the identity.</summary>
    public static Party Withheld { get; } = new(PartyKind.Withheld, default, "", "");

    /// <summary>A number of the public network. The number must have been packed as <see cref="PartyKind.E164"/>.</summary>
    public static Party E164(PhoneNumber number) => Of(PartyKind.E164, number, "");

    /// <summary>A short number of a region (ISO 3166-1 alpha-2).</summary>
    public static Party Short(PhoneNumber number, string region) => Of(PartyKind.Short, number, region);

    /// <summary>An extension of digits within a realm; the realm is empty where only one is configured.</summary>
    public static Party Internal(PhoneNumber number, string realm) => Of(PartyKind.Internal, number, realm);

    /// <summary>A SIP address, user and host as they came; the host in lower case.</summary>
    public static Party Address(string userAtHost) => new(PartyKind.Address, default, userAtHost, "");

    /// <summary>The party in full: E.164 with its plus sign, the digits, or the user part of an address. Only for those who were
    /// granted the sight of it.</summary>
    public string ToFullText() => Kind switch
    {
        PartyKind.E164 or PartyKind.Short or PartyKind.Internal => Number.ToFullText(),
        PartyKind.Address => UserPart(),
        PartyKind.None or PartyKind.Withheld => "",
    };

    /// <inheritdoc />
    public bool Equals(Party other) =>
        Kind == other.Kind && Number.Packed == other.Number.Packed && Text == other.Text && Scope == other.Scope;

    /// <inheritdoc />
    public override int GetHashCode() =>
        HashCode.Combine((int)Kind, Number.Packed, Text.Length == 0 ? 0 : Text.GetHashCode(StringComparison.Ordinal));

    /// <summary>The masked form.</summary>
    public override string ToString() => Kind switch
    {
        PartyKind.E164 or PartyKind.Short or PartyKind.Internal => PartyMask.Mask(Number),
        PartyKind.Address => PartyMask.MaskName(UserPart()),
        PartyKind.None or PartyKind.Withheld => "",
    };

    private static Party Of(PartyKind kind, PhoneNumber number, string scope) => number.Kind == kind
        ? new Party(kind, number, "", scope)
        : throw new ArgumentException("The number was packed as another kind.", nameof(number));

    private string UserPart()
    {
        var at = Text.LastIndexOf('@');
        return at < 0 ? Text : Text[..at];
    }
}
