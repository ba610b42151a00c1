namespace Gudok.Sip;

/// <summary>Reads several captures as one, by the time of their packets; of equal times the file named first comes first.</summary>
/// <remarks>The files stay the caller's to dispose. Not safe for two threads at once.</remarks>
public sealed class CaptureMerge
{
    private readonly IReadOnlyList<CaptureFile> _files;
    private readonly PriorityQueue<int, (long Micros, int File)> _next = new();
    private int _shown = -1;
    private bool _isBegun;

    /// <summary>Takes the files to read, not yet read from.</summary>
    public CaptureMerge(IReadOnlyList<CaptureFile> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        _files = files;
    }

    /// <summary>Reads the next packet of all files; false at the end. What ended a file early is in its <see cref="CaptureFile.Fault"/>.</summary>
    /// <param name="packet">The packet, valid until the next read.</param>
    /// <param name="file">The place in the list of the file that it is from.</param>
    public bool TryReadPacket(out CapturedPacket packet, out int file)
    {
        if (_files.Count == 1)
        {
            file = 0;
            return _files[0].TryReadPacket(out packet);
        }

        Advance();
        packet = default;
        file = -1;
        if (_next.Count == 0) return false;
        _shown = file = _next.Dequeue();
        packet = _files[file].Current;
        return true;
    }

    private void Advance()
    {
        if (!_isBegun)
        {
            _isBegun = true;
            for (var n = 0; n < _files.Count; n++) Queue(n);
        }
        else if (_shown >= 0)
        {
            Queue(_shown);
            _shown = -1;
        }
    }

    private void Queue(int file)
    {
        if (_files[file].MoveNext()) _next.Enqueue(file, (_files[file].Current.Time.Micros, file));
    }
}
