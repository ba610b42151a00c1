using Gudok.Numbers;

namespace Gudok;

/// <summary>A data folder in the making: it bears its name only once it is whole, and goes if it does not come to that.</summary>
internal sealed class CopyFolder : IDisposable
{
    /// <summary>The fault of a folder that is in use.</summary>
    public const string NotEmpty = "GDK-9010";

    private const string Settings = """
        {
          "Keys": { "Kind": "DataFolder" }
        }

        """;

    private readonly string _target;
    private bool _isFinished;

    /// <summary>Begins a folder.</summary>
    /// <exception cref="IOException">GDK-9010: there is something already.</exception>
    public CopyFolder(string target)
    {
        _target = target.TrimEnd('/');
        Path = _target + ".unfinished";
        if (File.Exists(_target) || Directory.Exists(_target) && Directory.EnumerateFileSystemEntries(_target).Any())
            throw new IOException($"{NotEmpty}: {_target} is there already; give --out a folder that is not");
        if (Directory.Exists(Path)) throw new IOException($"{NotEmpty}: {Path} is left from a copy that was cut short; delete it");
        Directory.CreateDirectory(Path);
        File.WriteAllText(System.IO.Path.Combine(Path, GudokSettings.FileName), Settings);
    }

    /// <summary>Where it is made.</summary>
    public string Path { get; }

    /// <summary>What the environment says of keys and storage is meant for other folders: the copy has its own of both.</summary>
    public static void Adjust(GudokSettings settings)
    {
        settings.Keys.Kind = KeySourceKind.DataFolder;
        settings.Storage = StorageKind.Sqlite;
    }

    /// <summary>Gives it its name. It must be closed.</summary>
    public void Finish()
    {
        if (Directory.Exists(_target)) Directory.Delete(_target);
        Directory.Move(Path, _target);
        _isFinished = true;
    }

    /// <summary>Deletes what was not finished.</summary>
    public void Dispose()
    {
        if (!_isFinished) Directory.Delete(Path, recursive: true);
    }
}
