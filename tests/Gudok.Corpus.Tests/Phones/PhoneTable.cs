namespace Gudok.Corpus.Tests.Phones;

/// <summary>A table of the corpus's <c>phones/</c>: tab-separated, names of columns in the first line.</summary>
internal static class PhoneTable
{
    public static IEnumerable<PhoneRow> Read(string name)
    {
        foreach (var file in Corpus.Files("phones", name))
        {
            var lines = File.ReadAllLines(file);
            var columns = lines[0].Split('\t');
            for (var i = 1; i < lines.Length; i++)
            {
                var cells = lines[i].Split('\t');
                var row = columns.Select((column, at) => (column, Cell: at < cells.Length ? cells[at] : ""));
                yield return new PhoneRow($"{name}:{i + 1}", row.ToDictionary(pair => pair.column, pair => pair.Cell));
            }
        }
    }
}

/// <summary>A row of such a table.</summary>
internal sealed record PhoneRow(string Place, IReadOnlyDictionary<string, string> Cells)
{
    public string this[string column] => Cells[column];

    public bool Is(string column) => Cells[column] == "true";
}
