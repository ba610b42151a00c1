using Gudok.Sip;

namespace Gudok.Capture;

/// <summary>The files of an import, opened, and what could not be opened or read.</summary>
internal sealed class ImportSources : IDisposable
{
    private readonly List<CaptureFile> _files = [];
    private readonly List<string> _unreadable = [];
    private readonly List<string> _names = [];
    private long _totalBytes;

    private ImportSources()
    {
    }

    /// <summary>The files that could be opened.</summary>
    public IReadOnlyList<CaptureFile> Files => _files;

    /// <summary>How much was read, 0–1; negative when the size of standard input is not known.</summary>
    public double Share => _totalBytes <= 0 ? -1 : (double)_files.Sum(file => file.Position) / _totalBytes;

    /// <summary>Packets that came later than their place could still be given to them.</summary>
    public long Late => _files.Sum(file => file.Late);

    /// <summary>Packets that bore a time that cannot be.</summary>
    public long OddTimes => _files.Sum(file => file.OddTimes);

    /// <summary>Opens what can be opened.</summary>
    public static ImportSources Open(IReadOnlyList<string> paths, Func<Stream> openInput)
    {
        var sources = new ImportSources();
        foreach (var path in paths) sources.Open(path, openInput);
        return sources;
    }

    /// <summary>One line for each file that was not read, or not to its end.</summary>
    public IReadOnlyList<string> Faults() =>
    [
        .. _unreadable,
        .. _files.Select((file, index) => (file.Fault, Name: _names[index]))
            .Where(file => file.Fault is not null)
            .Select(file => $"{file.Fault!.Code}: {file.Name}: {file.Fault.Text}"),
    ];

    public void Dispose()
    {
        foreach (var file in _files) file.Dispose();
    }

    private void Open(string path, Func<Stream> openInput)
    {
        try
        {
            if (path == ImportFiles.StandardInput)
            {
                _files.Add(CaptureFile.Open(openInput(), "standard input"));
                _names.Add("standard input");
                _totalBytes = long.MinValue;
                return;
            }

            _files.Add(CaptureFile.Open(path));
            _names.Add(path);
            if (_totalBytes >= 0) _totalBytes += new FileInfo(path).Length;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            _unreadable.Add($"{CaptureFaults.FileUnreadable}: {path}: {Reason(fault)}");
        }
    }

    /// <summary>Why a file cannot be opened, and how to mend it.</summary>
    internal static string Reason(Exception fault) => fault switch
    {
        FileNotFoundException or DirectoryNotFoundException => "there is no such file; check the path",
        UnauthorizedAccessException => "it may not be read by this user; check its permissions",
        _ => fault.Message,
    };
}
