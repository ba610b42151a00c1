using System.Security.Cryptography;

namespace Gudok.Numbers;

/// <summary>The root key in a file, and the next one beside it while a rotation passes from one to the other.</summary>
internal sealed class RootFile(string path) : IRootPlace
{
    private readonly string _next = path + ".next";

    public string Name => path;

    public IReadOnlyList<SecretKey> Read()
    {
        if (!File.Exists(path)) return [];
        return File.Exists(_next) ? [ReadOne(path), ReadOne(_next)] : [ReadOne(path)];
    }

    public SecretKey CreateFirst() => CreateAt(path);

    public SecretKey CreateNext(SecretKey current) => CreateAt(_next);

    public void Settle(SecretKey root)
    {
        if (!File.Exists(_next)) return;
        using (var next = ReadOne(_next))
        {
            if (CryptographicOperations.FixedTimeEquals(next.Bytes, root.Bytes)) PrivateFile.MoveOver(_next, path);
            else PrivateFile.Destroy(_next);
        }
    }

    private static SecretKey CreateAt(string path)
    {
        var root = SecretKey.CreateRandom();
        var text = RootText.Write(root);
        PrivateFile.Replace(path, text);
        CryptographicOperations.ZeroMemory(text);
        return root;
    }

    private static SecretKey ReadOne(string path)
    {
        PrivateFile.RefuseIfOpen(path);
        return RootText.Read(File.ReadAllText(path), path);
    }
}
