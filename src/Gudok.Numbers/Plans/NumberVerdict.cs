namespace Gudok.Numbers;

/// <summary>What the numbering plan says about a text.</summary>
/// <param name="E164">The number with its country code, also when it is not valid; default if no digits could be told, or more than
/// <see cref="PhoneNumber.MaxDigits"/>.</param>
/// <param name="Region">ISO 3166-1 region of the number, <c>001</c> for a code of no country, empty if the plan cannot tell.</param>
/// <param name="Type">What the number is for.</param>
/// <param name="Extension">Digits behind the number, empty if there are none.</param>
/// <param name="Fault">Why the number is not valid.</param>
public readonly record struct NumberVerdict(PhoneNumber E164, string Region, NumberType Type, string Extension, NumberFault Fault)
{
    /// <summary>Whether the plan assigns the number.</summary>
    public bool IsValid => Fault == NumberFault.None;

    /// <summary>Whether the country has numbers of this length, be it only within one area.</summary>
    public bool IsPossible => Fault is NumberFault.None or NumberFault.NotAssigned or NumberFault.LocalOnly;

    /// <summary>Number and extension masked, with what the plan says.</summary>
    public override string ToString() => $"{E164}{(Extension.Length > 0 ? " ext. " + Extension[..1] + "***" : "")} {Region} {Type} {Fault}";
}
