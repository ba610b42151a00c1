using System.Globalization;

namespace Gudok.Numbers;

/// <summary>The random 64-bit name of a party outside the vault. Zero stands for no party.</summary>
/// <remarks>Never leaves the process as it is: outside a party shows as a mask or as an HMAC of this id.</remarks>
/// <param name="Value">The random bits.</param>
public readonly record struct PartyId(ulong Value)
{
    /// <summary>Whether this stands for no party: not known, or withheld.</summary>
    public bool IsNone => Value == 0;

    /// <summary>Sixteen hexadecimal digits, for tests and faults within the process.</summary>
    public override string ToString() => Value.ToString("x16", CultureInfo.InvariantCulture);
}
