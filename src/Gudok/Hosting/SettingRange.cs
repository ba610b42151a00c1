using System.Globalization;

namespace Gudok;

/// <summary>From where to where a setting may go.</summary>
/// <param name="Name">As in the file: <c>Hep:MaxConnections</c>.</param>
/// <param name="Value">What it is set to.</param>
/// <param name="Least">The least that is allowed.</param>
/// <param name="Most">The most that is allowed.</param>
internal sealed record SettingRange(string Name, IComparable Value, IComparable Least, IComparable Most)
{
    /// <summary>Whether the value is within.</summary>
    public bool Holds => Value.CompareTo(Least) >= 0 && Value.CompareTo(Most) <= 0;

    /// <inheritdoc />
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name}: {Least} to {Most}, not {Value}");
}
