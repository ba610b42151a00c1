namespace Gudok.Access;

/// <summary>A part of a number that somebody looks for.</summary>
public static class NumberPart
{
    /// <summary>Fewer digits than these are refused: they match too many people to be of use to an honest search.</summary>
    public const int LeastDigits = 4;
}
