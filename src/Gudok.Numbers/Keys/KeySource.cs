using System.Security.Cryptography;
using System.Text;

namespace Gudok.Numbers;

/// <summary>Reads and makes the keys of the installation that a data folder belongs to.</summary>
/// <remarks>A data folder names its installation in the file <c>installation</c>; the key file bears that name, so that a folder
/// may be moved, and two folders never share weekly keys (one would destroy what the other still needs).</remarks>
public static class KeySource
{
    internal const string InstallationFile = "installation";
    private static readonly string[] _traces = [InstallationFile, VaultFiles.Vault, VaultFiles.Keys];

    /// <summary>Where the key file of a data folder is, or the variable that holds the key: for messages to people.</summary>
    /// <param name="options">Kind and place of the source.</param>
    /// <param name="dataFolder">The data folder.</param>
    public static string Describe(KeySourceOptions options, string dataFolder)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.Kind == KeySourceKind.Environment
            ? "environment variable " + options.Variable
            : PathOf(options, dataFolder, ReadInstallation(dataFolder) ?? "<installation>", ".key");
    }

    /// <summary>Whether a folder names an installation: whether there is data that belongs to it, here or on a server.</summary>
    /// <param name="dataFolder">The data folder.</param>
    public static bool IsInstalled(string dataFolder) => Array.Exists(_traces, name => File.Exists(Path.Combine(dataFolder, name)));

    /// <summary>Opens the keys of a data folder; makes them if the folder holds no vault yet.</summary>
    /// <param name="options">Kind and place of the source.</param>
    /// <param name="dataFolder">The data folder; made if absent.</param>
    /// <exception cref="VaultException">GDK-2101 the folder has a vault but its keys are not there, GDK-2102 the key is none or not
    /// this folder's, GDK-2105 others can read it.</exception>
    public static KeyRing OpenOrCreate(KeySourceOptions options, string dataFolder) =>
        IsInstalled(dataFolder)
            ? Open(options, dataFolder)
            : Create(options, dataFolder);

    /// <summary>Opens the keys of a data folder that has a vault.</summary>
    /// <param name="options">Kind and place of the source.</param>
    /// <param name="dataFolder">The data folder.</param>
    /// <exception cref="VaultException">As <see cref="OpenOrCreate"/>.</exception>
    public static KeyRing Open(KeySourceOptions options, string dataFolder) => Open(options, dataFolder, InstallationOf(dataFolder));

    /// <summary>Opens the keys of an installation whose data folder need not be there.</summary>
    /// <param name="options">Kind and place of the source.</param>
    /// <param name="dataFolder">The data folder.</param>
    /// <param name="installation">The word that names the installation.</param>
    /// <exception cref="VaultException">As <see cref="OpenOrCreate"/>.</exception>
    public static KeyRing Open(KeySourceOptions options, string dataFolder, string installation)
    {
        ArgumentNullException.ThrowIfNull(options);
        var place = PlaceOf(options, dataFolder, installation);
        var roots = place.Read();
        if (roots.Count == 0) throw Missing(place.Name);
        var path = PathOf(options, dataFolder, installation, ".epochs");
        if (!File.Exists(path)) throw Missing(path);
        PrivateFile.RefuseIfOpen(path);
        var file = new KeyFile(path);
        // A kill in mid-rotation leaves two roots: the one that opens the file is the one in use.
        foreach (var root in roots)
        {
            if (file.TryRead(root) is not { } contents) continue;
            place.Settle(root);
            return new KeyRing(new KeySafe(root, contents, place, file));
        }

        throw file.Wrong();
    }

    /// <summary>The word by which a data folder names its installation: 16 hexadecimal digits.</summary>
    /// <exception cref="VaultException">GDK-2101: the folder names none.</exception>
    internal static string InstallationOf(string dataFolder) =>
        ReadInstallation(dataFolder) ?? throw Missing(Path.Combine(dataFolder, InstallationFile));

    /// <summary>Makes a folder that is being restored name the installation that it belongs to.</summary>
    internal static void NameInstallation(string dataFolder, string installation) =>
        PrivateFile.Replace(Path.Combine(dataFolder, InstallationFile), Encoding.ASCII.GetBytes(installation + "\n"));

    private static KeyRing Create(KeySourceOptions options, string dataFolder)
    {
        PrivateFile.CreateFolder(dataFolder);
        var installation = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        var path = PathOf(options, dataFolder, installation, ".epochs");
        PrivateFile.CreateFolder(Path.GetDirectoryName(path)!);
        var place = PlaceOf(options, dataFolder, installation);
        var root = place.CreateFirst();
        var file = new KeyFile(path);
        file.Write(root, KeyContents.Empty);
        // Last, so that a folder never names keys that were not written.
        NameInstallation(dataFolder, installation);
        return new KeyRing(new KeySafe(root, KeyContents.Empty, place, file));
    }

    private static IRootPlace PlaceOf(KeySourceOptions options, string dataFolder, string installation) =>
        options.Kind == KeySourceKind.Environment
            ? new RootVariable(options.Variable)
            : new RootFile(PathOf(options, dataFolder, installation, ".key"));

    private static string? ReadInstallation(string dataFolder)
    {
        var path = Path.Combine(dataFolder, InstallationFile);
        if (!File.Exists(path)) return null;
        var text = File.ReadAllText(path).Trim();
        return text.Length == 16 && text.All(char.IsAsciiHexDigitLower) ? text : throw RootText.Malformed(path);
    }

    private static string PathOf(KeySourceOptions options, string dataFolder, string installation, string extension) =>
        options.Kind == KeySourceKind.DataFolder
            ? Path.Combine(dataFolder, "demo" + extension)
            : Path.Combine(options.Folder ?? UserFolder(), installation + extension);

    private static string UserFolder()
    {
        var configuration = Environment.GetEnvironmentVariable("XDG_CONFIG_HOME") is { Length: > 0 } folder
            ? folder
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".config");
        return Path.Combine(configuration, "gudok");
    }

    internal static VaultException Missing(string what) => new(NumbersFaults.KeySourceMissing,
        $"The keys of this data folder are not there, or this user may not look where they are: {what}. Put them back from where keys are backed up, or give the right to read them; without them no number can be read.");
}
