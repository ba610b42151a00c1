using System.Globalization;
using System.Runtime.CompilerServices;

namespace Gudok.Calls.Tests;

public sealed class DispositionTableTests
{
    [Fact]
    public void Published_table_is_the_one_in_the_code()
    {
        var listed = new List<int>();
        foreach (var line in File.ReadLines(TablePath()))
        {
            var cells = line.Split('|', StringSplitOptions.TrimEntries);
            if (cells.Length < 6 || !TryReadStatus(cells[1], out var status)) continue;
            var cause = cells[3].Length == 0 ? (int?)null : int.Parse(cells[3], CultureInfo.InvariantCulture);
            Assert.Equal((status, cells[2], cause), (status, Name(Dispositions.Of(status)), Dispositions.CauseOf(status)));
            if (status >= 300) Assert.Equal((status, cells[4]), (status, Name(Dispositions.EndOf(status))));
            if (cells[1].Length == 3 && char.IsAsciiDigit(cells[1][2])) listed.Add(status);
        }

        Assert.Equal(Dispositions.Listed, listed);
    }

    /// <summary>A row for one status, or for a class: then some status of it that has no row.</summary>
    private static bool TryReadStatus(string cell, out int status) =>
        int.TryParse(cell.Replace("other ", "", StringComparison.Ordinal).Replace("xx", "99", StringComparison.Ordinal), CultureInfo.InvariantCulture, out status);

    private static string Name<T>(T value)
        where T : struct, Enum => char.ToLowerInvariant(value.ToString()[0]) + value.ToString()[1..];

    private static string TablePath([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "docs", "dispositions.md");
}
