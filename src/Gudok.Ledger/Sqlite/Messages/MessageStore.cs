using System.Globalization;
using Gudok.Calls;
using Gudok.Numbers;
using Gudok.Sip;

namespace Gudok.Ledger;

/// <summary>The kept SIP messages: one file a day, dropped whole when its term is over. Thread-safe.</summary>
internal sealed class MessageStore(string folder, int keptDays, IDayKeys dayKeys, TimeProvider clock) : IDisposable
{
    /// <summary>How many days' files are open at once.</summary>
    public const int OpenFiles = 8;

    private const string FileName = "messages.db";
    private readonly Lock _lock = new();
    private readonly List<MessageFile> _open = [];

    /// <summary>Whether the term of a call's messages is over, or none are kept.</summary>
    public bool IsOver(Instant start) => start + TimeSpan.FromDays(keptDays) <= Instant.Now(clock);

    /// <summary>Writes the messages of records that are about to be written to a day; durable when it returns.</summary>
    /// <remarks>A place whose record was not written in the end is written again by the next record that gets it.</remarks>
    public void Append(DateOnly day, IReadOnlyList<(RecordPlace Place, LedgerEntry Entry)> entries)
    {
        if (entries.Count == 0) return;
        lock (_lock) Open(day).Append(entries);
    }

    /// <summary>The messages of a record; null if none were kept or their term is over.</summary>
    public SealedMessages? Find(RecordPlace place, RecordId id)
    {
        if (IsOver(new Instant(id.StartMilliseconds * 1000))) return null;
        lock (_lock)
        {
            return File.Exists(PathOf(place.Segment.Day)) ? Open(place.Segment.Day).Find(place, id) : null;
        }
    }

    /// <summary>Deletes the files of days whose last call is over its term.</summary>
    public int DropExpired()
    {
        var today = Instant.Now(clock).UtcDay;
        var dropped = 0;
        lock (_lock)
        {
            foreach (var day in Days().Where(day => day.AddDays(keptDays) < today))
            {
                foreach (var file in _open.Where(file => file.Day == day).ToList()) Close(file);
                foreach (var ending in (string[])["", "-wal", "-shm"]) File.Delete(PathOf(day) + ending);
                DurableFile.SyncFolder(SegmentName.DayFolder(folder, day));
                dropped++;
            }
        }

        return dropped;
    }

    /// <summary>Opens every seal of a day; the first record whose messages were changed, or null.</summary>
    public RecordId? FirstDamaged(DateOnly day, CancellationToken cancellationToken)
    {
        if (!File.Exists(PathOf(day))) return null;
        lock (_lock) return Open(day).FirstDamaged(cancellationToken);
    }

    public void Dispose()
    {
        lock (_lock)
        {
            foreach (var file in _open) file.Dispose();
            _open.Clear();
        }
    }

    private MessageFile Open(DateOnly day)
    {
        var file = _open.Find(open => open.Day == day);
        if (file is not null)
        {
            _open.Remove(file);
            _open.Add(file);
            return file;
        }

        if (_open.Count == OpenFiles) Close(_open[0]);
        DurableFile.MakeFolder(SegmentName.DayFolder(folder, day));
        file = new MessageFile(PathOf(day), day, dayKeys.GetOrCreate(day));
        _open.Add(file);
        return file;
    }

    private void Close(MessageFile file)
    {
        _open.Remove(file);
        file.Dispose();
    }

    private IEnumerable<DateOnly> Days()
    {
        foreach (var path in Directory.GetDirectories(folder))
        {
            var isDay = DateOnly.TryParseExact(Path.GetFileName(path), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day);
            if (isDay && File.Exists(PathOf(day))) yield return day;
        }
    }

    private string PathOf(DateOnly day) => Path.Combine(SegmentName.DayFolder(folder, day), FileName);
}
