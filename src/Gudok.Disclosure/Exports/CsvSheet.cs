using CsvHelper;
using Gudok.Calls;

namespace Gudok.Disclosure;

/// <summary>Calls as comma-separated values (RFC 4180), with the mark of UTF-8 that spreadsheets go by.</summary>
internal sealed class CsvSheet : ICallSheet
{
    private readonly CsvWriter _csv;

    /// <summary>Writes the heads to a stream, which stays open.</summary>
    public CsvSheet(Stream stream)
    {
        // Formulas are made harmless by SpreadsheetText: the package would take the plus of each number for one.
        _csv = CsvWriter.Create(stream, new CsvWriterOptions { WriteByteOrderMark = true }, leaveOpen: true);
        foreach (var head in ExportColumns.Heads) _csv.WriteField(head);
        _csv.EndRecord();
    }

    public void Write(CallView call)
    {
        foreach (var cell in ExportColumns.CellsOf(call)) _csv.WriteField(cell is string text ? SpreadsheetText.Defuse(text) : ExportColumns.Text(cell));
        _csv.EndRecord();
    }

    public void Finish() => _csv.Flush();

    public void Dispose() => _csv.Dispose();
}
