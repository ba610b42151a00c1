using System.Globalization;
using System.Text;
using Gudok.Calls;

namespace Gudok.Capture;

/// <summary>Writes refused lines as they stood, heading included, so that they can be mended and imported again; beside them a list of reasons.</summary>
/// <remarks>The lines hold plain numbers: files are made when the first line comes, for their owner alone, and never over another file.
/// Lines of files with another heading go to files of their own, <c>NAME.2</c> and so on. The list of reasons holds nothing of the lines.</remarks>
/// <param name="path">The file's path.</param>
public sealed class RefusedFile(string path) : IDisposable
{
    /// <summary>What the list of reasons is called behind the file's name.</summary>
    public const string ReasonsEnding = ".reasons.txt";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private readonly Dictionary<string, Part> _parts = new(StringComparer.Ordinal);
    private StreamWriter? _reasons;

    /// <summary>The files made, in their order; empty if nothing was refused.</summary>
    public IReadOnlyList<string> Paths => [.. _parts.Values.Select(part => part.Path)];

    /// <summary>The list of reasons.</summary>
    public string ReasonsPath => path + ReasonsEnding;

    /// <summary>Writes a line.</summary>
    public void Write(RefusedLine line)
    {
        ArgumentNullException.ThrowIfNull(line);
        _reasons ??= new StreamWriter(Create(ReasonsPath), new UTF8Encoding(false));
        if (line.Octets.IsEmpty)
        {
            _reasons.WriteLine($"{line} [too long to be kept: take it from the file itself]");
            return;
        }

        var part = PartOf(line.Heading);
        part.Stream.Write(line.Octets.Span);
        if (!EndsLine(line.Octets.Span)) part.Stream.WriteByte((byte)'\n');
        part.Lines++;
        _reasons.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{System.IO.Path.GetFileName(part.Path)} record {part.Lines}, from {line}"));
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var part in _parts.Values) part.Stream.Dispose();
        _reasons?.Dispose();
    }

    private Part PartOf(ReadOnlyMemory<byte> heading)
    {
        var key = Convert.ToBase64String(heading.Span);
        if (_parts.TryGetValue(key, out var known)) return known;
        var own = _parts.Count == 0 ? path : string.Create(CultureInfo.InvariantCulture, $"{path}.{_parts.Count + 1}");
        var part = new Part(own, Create(own));
        part.Stream.Write(heading.Span);
        return _parts[key] = part;
    }

    private static FileStream Create(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
        try
        {
            return new FileStream(path, options);
        }
        catch (IOException) when (File.Exists(path))
        {
            throw new CaptureException(CaptureFaults.RefusedFileExists, $"{path} is there already; name another file by --refused, or remove that one");
        }
    }

    // UTF-16 has its line feed in two octets, and the second of them may be 0.
    private static bool EndsLine(ReadOnlySpan<byte> octets) => octets is [.., (byte)'\n'] or [.., (byte)'\n', 0];

    private sealed class Part(string path, FileStream stream)
    {
        public string Path { get; } = path;

        public FileStream Stream { get; } = stream;

        public long Lines { get; set; }
    }
}
