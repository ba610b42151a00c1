namespace Gudok.Numbers;

/// <summary>What kind of thing took part in a call. Stored: the numbers never change.</summary>
public enum PartyKind : byte
{
    /// <summary>Nobody is known: no header told, or the field does not apply.</summary>
    None = 0,

    /// <summary>A number of the public network in E.164.</summary>
    E164 = 1,

    /// <summary>A short number of a region: 112, 0890.</summary>
    Short = 2,

    /// <summary>An extension, known only within a realm.</summary>
    Internal = 3,

    /// <summary>A SIP address that is no number: user@host.</summary>
    Address = 4,

    /// <summary>The caller hid the identity (RFC 3323) and no trusted source told it. Never in the vault.</summary>
    Withheld = 5,
}
