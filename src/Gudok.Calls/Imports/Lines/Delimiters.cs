namespace Gudok.Calls;

/// <summary>Tells what stands between the fields of a heading.</summary>
internal static class Delimiters
{
    private const string Candidates = ",;\t|";

    /// <summary>The candidate that the line holds most of; a comma if it holds none.</summary>
    public static char Of(string line) => Candidates.MaxBy(candidate => line.Count(character => character == candidate));
}
