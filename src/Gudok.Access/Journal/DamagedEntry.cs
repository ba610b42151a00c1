using System.Globalization;

namespace Gudok.Access;

/// <summary>An entry that does not open: it, or what stands beside it, was changed behind the journal's back. What its row says besides is not to be believed.</summary>
/// <param name="Number">Its number.</param>
public sealed record DamagedEntry(long Number)
{
    /// <summary>What is wrong, for alerts and logs.</summary>
    public string Fault => string.Create(CultureInfo.InvariantCulture, $"entry {Number} of the journal was changed and does not open; run gudok verify");
}
