namespace Gudok.Numbers;

/// <summary>Where the keys of an installation come from. Section <c>Keys</c> of the settings.</summary>
public sealed class KeySourceOptions
{
    /// <summary>Kind of source. Default <see cref="KeySourceKind.File"/>.</summary>
    public KeySourceKind Kind { get; set; } = KeySourceKind.File;

    /// <summary>Folder of the key file and of the weekly keys. Default: <c>$XDG_CONFIG_HOME/gudok</c>, else <c>~/.config/gudok</c>.
    /// Not used by <see cref="KeySourceKind.DataFolder"/>.</summary>
    public string? Folder { get; set; }

    /// <summary>Environment variable of <see cref="KeySourceKind.Environment"/>: 32 octets in base64. Default <c>GUDOK_KEY</c>.</summary>
    public string Variable { get; set; } = "GUDOK_KEY";
}

/// <summary>Kinds of key source.</summary>
public enum KeySourceKind
{
    /// <summary>A file under the user's configuration folder, mode 0600.</summary>
    File,

    /// <summary>An environment variable; the weekly keys lie, sealed under it, in the configuration folder.</summary>
    Environment,

    /// <summary>A file inside the data folder: for the demo. Whoever copies the folder has the keys too.</summary>
    DataFolder,
}
