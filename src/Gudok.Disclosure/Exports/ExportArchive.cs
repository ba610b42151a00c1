using Gudok.Access;
using ICSharpCode.SharpZipLib.Zip;

namespace Gudok.Disclosure;

/// <summary>An archive with one file of calls, under AES-256 (WinZip AE-2). What goes to the disk is encrypted before it does.</summary>
internal sealed class ExportArchive : IDisposable
{
    private const int KeyBits = 256;
    private readonly FileStream _file;
    private readonly ZipOutputStream _zip;

    private ExportArchive(FileStream file, ZipOutputStream zip, ICallSheet sheet)
    {
        _file = file;
        _zip = zip;
        Sheet = sheet;
    }

    /// <summary>The file of calls.</summary>
    public ICallSheet Sheet { get; }

    /// <summary>Begins an archive; one that a stop cut short is written over.</summary>
    public static ExportArchive Create(string path, ExportFormat format, string password, DateTimeOffset now)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.ReadWrite };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var file = new FileStream(path, options);
        var zip = new ZipOutputStream(file) { IsStreamOwner = false, Password = password };
        zip.SetLevel(6);
        zip.PutNextEntry(new ZipEntry(format == ExportFormat.Csv ? "calls.csv" : "calls.xlsx") { AESKeySize = KeyBits, DateTime = now.UtcDateTime });
        return new ExportArchive(file, zip, format == ExportFormat.Csv ? new CsvSheet(zip) : new XlsxSheet(zip));
    }

    /// <summary>Ends the archive; it is durable when this returns.</summary>
    /// <returns>Its octets.</returns>
    public long Finish()
    {
        Sheet.Finish();
        Sheet.Dispose();
        _zip.CloseEntry();
        _zip.Finish();
        _file.Flush(flushToDisk: true);
        return _file.Length;
    }

    public void Dispose()
    {
        Sheet.Dispose();
        _zip.Dispose();
        _file.Dispose();
    }
}
