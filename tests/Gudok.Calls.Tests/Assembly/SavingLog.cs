namespace Gudok.Calls.Tests;

/// <summary>The savings of an assembler, kept in memory as a file would keep them.</summary>
internal sealed class SavingLog
{
    private readonly StateChanges _changes = new();
    private readonly List<SavedPart> _parts = [];
    private int _number;

    /// <summary>The head of the last saving.</summary>
    public byte[] Head { get; set; } = [];

    /// <summary>Parts that are kept.</summary>
    public IReadOnlyList<SavedPart> Parts => _parts;

    /// <summary>Saves what changed and throws the oldest savings away.</summary>
    /// <param name="assembler">What is saved.</param>
    /// <param name="kept">How many savings are kept, this one included.</param>
    /// <returns>How many octets the parts of this saving have.</returns>
    public int Save(Assembler assembler, int kept = int.MaxValue)
    {
        _number++;
        _changes.Begin(_number, Math.Max(1, _number - kept + 1));
        assembler.Journal.Save(assembler.Legs, assembler.Joins, _changes);
        Head = _changes.Head.ToArray();
        _parts.RemoveAll(part => part.Number < _changes.KeepFrom);
        var added = Enumerable.Range(0, _changes.PartCount).Select(index => new SavedPart(_number, _changes.PartAt(index).ToArray())).ToList();
        _parts.AddRange(added);
        return added.Sum(part => part.Octets.Length);
    }

    /// <summary>Fills an assembler with what was saved.</summary>
    public bool Restore(Assembler assembler) =>
        assembler.Journal.Restore(assembler.Legs, assembler.Joins, Head, Enumerable.Reverse(_parts));
}
