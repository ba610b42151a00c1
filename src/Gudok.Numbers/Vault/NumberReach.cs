namespace Gudok.Numbers;

/// <summary>What of a number somebody may find parties by. Nothing unless it was granted.</summary>
[Flags]
public enum NumberReach
{
    /// <summary>By nothing: a search for a number finds nobody.</summary>
    None = 0,

    /// <summary>By a whole number, in any spelling.</summary>
    Whole = 1,

    /// <summary>By a part, among the digits that the mask shows: else the hidden ones fall one by one, in ten tries each.</summary>
    ShownDigits = 2,

    /// <summary>By a part, among all digits and letters.</summary>
    AllDigits = 4,
}
