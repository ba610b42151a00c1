using Gudok.Calls;
using Gudok.Numbers;

namespace Gudok.Capture;

/// <summary>Reads the files of an import one after the other; those of one source by one reader, so that calls may go over from file to file.</summary>
internal sealed class RecordSources(
    IReadOnlyList<RecordInput> inputs, ImportOptions options, PartyReader parties, TimeProvider clock, Func<Stream> openInput) : IDisposable
{
    private readonly List<string> _faults = [];
    private readonly List<RecordReader> _readers = [];
    private readonly Queue<RecordInput> _waiting = new(inputs.OrderBy(input => Array.IndexOf(SourcesOf(inputs), input.Source)));
    private readonly long _totalBytes = SizeOf(inputs);
    private RecordSource? _source;
    private RecordReader? _reader;
    private PackedFile? _file;
    private string _name = "";
    private long _bytesBefore;

    /// <summary>Files begun.</summary>
    public long Files { get; private set; }

    /// <summary>One line for each file that was not read, or not to its end.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>How much was read, 0–1; negative when the size of standard input is not known.</summary>
    public double Share => _totalBytes <= 0 ? -1 : (double)(_bytesBefore + (_file?.Position ?? 0)) / _totalBytes;

    /// <summary>The reader at work; null at the end.</summary>
    public RecordReader? Reader => _reader;

    /// <summary>What all readers have read.</summary>
    public RecordTally Tally => _readers.Select(reader => reader.Tally).Aggregate(default(RecordTally), (sum, one) => new(
        sum.Lines + one.Lines, sum.Headings + one.Headings, sum.NotCalls + one.NotCalls, sum.Refused + one.Refused, sum.Calls + one.Calls));

    /// <summary>Reads one line; false when nothing is left, the waiting rows of all calls given out.</summary>
    public bool TryStep()
    {
        if (_file is null && !TryOpenNext()) return false;
        try
        {
            if (_reader!.TryStep()) return true;
        }
        catch (RecordInputException fault)
        {
            _faults.Add($"{fault.Code}: {_name}: {fault.Message}");
        }
        catch (Exception fault) when (fault is IOException or InvalidDataException)
        {
            _faults.Add($"{CaptureFaults.FileUnreadable}: {_name}: {(fault is InvalidDataException ? "its gzip data are damaged; what stands before was read" : fault.Message)}");
        }

        CloseFile();
        return true;
    }

    public void Dispose() => CloseFile();

    private bool TryOpenNext()
    {
        while (_waiting.TryDequeue(out var input))
        {
            if (TryOpen(input)) return true;
        }

        _reader?.Complete();
        return false;
    }

    private bool TryOpen(RecordInput input)
    {
        try
        {
            TakeReader(input.Source);
            _name = input.Path == ImportFiles.StandardInput ? "standard input" : input.Path;
            _file = input.Path == ImportFiles.StandardInput ? PackedFile.Open(openInput()) : PackedFile.Open(input.Path);
            _reader!.Open(_file.Content, _name);
            Files++;
            return true;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            _faults.Add($"{CaptureFaults.FileUnreadable}: {input.Path}: {ImportSources.Reason(fault)}");
        }
        catch (RecordInputException fault)
        {
            _faults.Add($"{fault.Code}: {input.Path}: {fault.Message}");
        }

        CloseFile();
        return false;
    }

    private void TakeReader(RecordSource source)
    {
        if (source == _source) return;
        _reader?.Complete();
        var reader = new RecordReader(source, options, parties, clock);
        // What the last reader gave out at its end is taken with the new one's.
        if (_reader is not null) reader.TakeOver(_reader);
        _readers.Add(reader);
        (_source, _reader) = (source, reader);
    }

    private void CloseFile()
    {
        _bytesBefore += _file?.Position ?? 0;
        _file?.Dispose();
        _file = null;
    }

    private static RecordSource[] SourcesOf(IReadOnlyList<RecordInput> inputs) => [.. inputs.Select(input => input.Source).Distinct()];

    private static long SizeOf(IReadOnlyList<RecordInput> inputs) => inputs.Any(input => input.Path == ImportFiles.StandardInput)
        ? -1
        : inputs.Where(input => File.Exists(input.Path)).Sum(input => new FileInfo(input.Path).Length);
}
