namespace Gudok.Numbers;

/// <summary>Why a text is no valid number.</summary>
public enum NumberFault : byte
{
    /// <summary>The number is valid.</summary>
    None,

    /// <summary>The text does not look like a number at all.</summary>
    NotANumber,

    /// <summary>No country has such a code, or the text has none and no region was given.</summary>
    InvalidCountryCode,

    /// <summary>Nothing is left behind the international prefix.</summary>
    TooShortAfterPrefix,

    /// <summary>Fewer digits than any number of the country has.</summary>
    TooShort,

    /// <summary>More digits than any number of the country has.</summary>
    TooLong,

    /// <summary>A count of digits between the shortest and the longest that the country does not use.</summary>
    InvalidLength,

    /// <summary>The length of a number within one area, which lacks its area code.</summary>
    LocalOnly,

    /// <summary>The length is right, but the plan assigns no such range.</summary>
    NotAssigned,
}
