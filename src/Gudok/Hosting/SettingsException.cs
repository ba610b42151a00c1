namespace Gudok;

/// <summary>Settings that cannot be used: every mistake, each naming its setting.</summary>
/// <param name="mistakes">One line each.</param>
internal sealed class SettingsException(IReadOnlyList<string> mistakes) : Exception(string.Join("; ", mistakes))
{
    /// <summary>The fault's code.</summary>
    public const string Code = "GDK-9003";
}
