using System.Collections.Frozen;

namespace Gudok.Calls;

/// <summary>Which column stands where. Names are compared without case.</summary>
internal sealed class ColumnNames
{
    private readonly FrozenDictionary<string, int> _places;

    /// <summary>Takes names in their order; an empty one is a column that nobody reads.</summary>
    public ColumnNames(IReadOnlyList<string> names)
    {
        Count = names.Count;
        var places = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < names.Count; i++)
        {
            if (names[i].Length > 0) places.TryAdd(names[i], i);
        }

        _places = places.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>How many columns there are.</summary>
    public int Count { get; }

    /// <summary>Whether all of some columns are there.</summary>
    public bool Have(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (!_places.ContainsKey(name)) return false;
        }

        return true;
    }

    /// <summary>Where a column stands, −1 if it is not there.</summary>
    public int Find(string name) => _places.GetValueOrDefault(name, -1);
}
