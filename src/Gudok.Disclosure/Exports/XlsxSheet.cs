using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Gudok.Calls;

namespace Gudok.Disclosure;

/// <summary>Calls as a workbook. Every text is a text and none a formula.</summary>
/// <remarks>The package is put together in memory and never on the disk: as its parts are written one over the other, it cannot go straight into the
/// archive. How many calls a file holds is limited for this.</remarks>
internal sealed class XlsxSheet : ICallSheet
{
    private readonly Stream _target;
    private readonly MemoryStream _package = new();
    private readonly SpreadsheetDocument _document;
    private readonly OpenXmlWriter _writer;
    private bool _isFinished;

    /// <summary>Writes to a stream, which stays open, when it is finished.</summary>
    public XlsxSheet(Stream target)
    {
        _target = target;
        _document = SpreadsheetDocument.Create(_package, SpreadsheetDocumentType.Workbook);
        var book = _document.AddWorkbookPart();
        var sheet = book.AddNewPart<WorksheetPart>();
        book.Workbook = new Workbook(new Sheets(new Sheet { Id = book.GetIdOfPart(sheet), SheetId = 1, Name = "calls" }));
        _writer = OpenXmlWriter.Create(sheet);
        _writer.WriteStartElement(new Worksheet());
        _writer.WriteStartElement(new SheetData());
        WriteRow(ExportColumns.Heads);
    }

    public void Write(CallView call) => WriteRow(ExportColumns.CellsOf(call));

    public void Finish()
    {
        _writer.WriteEndElement();
        _writer.WriteEndElement();
        _writer.Close();
        _document.Dispose();
        _isFinished = true;
        _package.Position = 0;
        _package.CopyTo(_target);
    }

    public void Dispose()
    {
        // The writer first: with its elements open the document has no end, and a fault of that would hide the one that stopped it.
        _writer.Dispose();
        if (!_isFinished) _document.Dispose();
        _package.Dispose();
    }

    private void WriteRow(IReadOnlyList<object?> cells)
    {
        _writer.WriteStartElement(new Row());
        foreach (var cell in cells)
        {
            if (cell is string text) _writer.WriteElement(new Cell(new InlineString(new Text(SpreadsheetText.ForXml(text)) { Space = SpaceProcessingModeValues.Preserve })) { DataType = CellValues.InlineString });
            else _writer.WriteElement(cell is null ? new Cell() : new Cell(new CellValue(ExportColumns.Text(cell))) { DataType = CellValues.Number });
        }

        _writer.WriteEndElement();
    }
}
