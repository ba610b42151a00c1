using System.Security.Cryptography;
using System.Text;

namespace Gudok.Numbers;

/// <summary>Reads and makes the keys of the installation that a data folder belongs to.</summary>
/// <remarks>A data folder names its installation in the file <c>installation</c>; the key file bears that name, so that a folder
/// may be moved, and two folders never share weekly keys (one would destroy what the other still needs).</remarks>
public static class KeySource
{
    private const string InstallationFile = "installation";
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

    /// <summary>Opens the keys of a data folder; makes them if the folder holds no vault yet.</summary>
    /// <param name="options">Kind and place of the source.</param>
    /// <param name="dataFolder">The data folder; made if absent.</param>
    /// <exception cref="VaultException">GDK-2101 the folder has a vault but its keys are not there, GDK-2102 the key is none or not
    /// this folder's, GDK-2105 others can read it.</exception>
    public static KeyRing OpenOrCreate(KeySourceOptions options, string dataFolder) =>
        Array.Exists(_traces, name => File.Exists(Path.Combine(dataFolder, name)))
            ? Open(options, dataFolder)
            : Create(options, dataFolder);

    /// <summary>Opens the keys of a data folder that has a vault.</summary>
    /// <param name="options">Kind and place of the source.</param>
    /// <param name="dataFolder">The data folder.</param>
    /// <exception cref="VaultException">As <see cref="OpenOrCreate"/>.</exception>
    public static KeyRing Open(KeySourceOptions options, string dataFolder)
    {
        ArgumentNullException.ThrowIfNull(options);
        var installation = ReadInstallation(dataFolder) ?? throw Missing(Path.Combine(dataFolder, InstallationFile));
        var epochs = PathOf(options, dataFolder, installation, ".epochs");
        var root = options.Kind == KeySourceKind.Environment
            ? FromVariable(options.Variable) ?? throw Missing("environment variable " + options.Variable)
            : FromFile(PathOf(options, dataFolder, installation, ".key"));
        if (!File.Exists(epochs)) throw Missing(epochs);
        RefuseIfOpen(epochs);
        return new KeyRing(root, EpochKeys.Load(new EpochFile(epochs, root)));
    }

    private static KeyRing Create(KeySourceOptions options, string dataFolder)
    {
        PrivateFile.CreateFolder(dataFolder);
        var installation = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        var epochs = PathOf(options, dataFolder, installation, ".epochs");
        PrivateFile.CreateFolder(Path.GetDirectoryName(epochs)!);
        var root = options.Kind == KeySourceKind.Environment
            ? FromVariable(options.Variable) ?? throw Missing("environment variable " + options.Variable)
            : SecretKey.CreateRandom();
        if (options.Kind != KeySourceKind.Environment)
        {
            var text = Encoding.ASCII.GetBytes(Convert.ToBase64String(root.Bytes) + "\n");
            PrivateFile.Replace(PathOf(options, dataFolder, installation, ".key"), text);
            CryptographicOperations.ZeroMemory(text);
        }

        var file = new EpochFile(epochs, root);
        file.Write([]);
        // Last, so that a folder never names keys that were not written.
        PrivateFile.Replace(Path.Combine(dataFolder, InstallationFile), Encoding.ASCII.GetBytes(installation + "\n"));
        return new KeyRing(root, EpochKeys.Load(file));
    }

    private static SecretKey FromFile(string path)
    {
        if (!File.Exists(path)) throw Missing(path);
        RefuseIfOpen(path);
        return FromBase64(File.ReadAllText(path).Trim()) ?? throw Malformed(path);
    }

    private static SecretKey? FromVariable(string name)
    {
        if (Environment.GetEnvironmentVariable(name) is not { Length: > 0 } text) return null;
        return FromBase64(text.Trim()) ?? throw Malformed("environment variable " + name);
    }

    private static SecretKey? FromBase64(string text)
    {
        Span<byte> bytes = stackalloc byte[SecretKey.Length + 1];
        if (!Convert.TryFromBase64String(text, bytes, out var length) || length != SecretKey.Length) return null;
        var key = new SecretKey(bytes[..length]);
        CryptographicOperations.ZeroMemory(bytes);
        return key;
    }

    private static string? ReadInstallation(string dataFolder)
    {
        var path = Path.Combine(dataFolder, InstallationFile);
        if (!File.Exists(path)) return null;
        var text = File.ReadAllText(path).Trim();
        return text.Length == 16 && text.All(char.IsAsciiHexDigitLower) ? text : throw Malformed(path);
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

    private static void RefuseIfOpen(string path)
    {
        if (PrivateFile.IsOpenToOthers(path))
        {
            throw new VaultException(NumbersFaults.KeySourceOpen, $"Others can read the key file {path}. Run: chmod 600 {path}");
        }
    }

    private static VaultException Missing(string what) => new(NumbersFaults.KeySourceMissing,
        $"The keys of this data folder are not there: {what}. Put them back from where keys are backed up; without them no number can be read.");

    private static VaultException Malformed(string what) => new(NumbersFaults.KeySourceWrong,
        $"What {what} holds is not in the form expected (a key is 32 octets in base64). Put back the right one.");
}
