using System.Security.Cryptography;

namespace Gudok.Numbers;

/// <summary>The root key in an environment variable. A program cannot change what it was started with: the next root comes in a variable
/// beside it.</summary>
internal sealed class RootVariable(string variable) : IRootPlace
{
    private readonly string _next = variable + "_NEXT";

    public string Name => "environment variable " + variable;

    public IReadOnlyList<SecretKey> Read() => [.. new[] { variable, _next }.Select(ReadOne).OfType<SecretKey>()];

    public SecretKey CreateFirst() => ReadOne(variable) ?? throw KeySource.Missing(Name);

    public SecretKey CreateNext(SecretKey current)
    {
        var next = ReadOne(_next);
        if (next is not null && !CryptographicOperations.FixedTimeEquals(next.Bytes, current.Bytes)) return next;
        next?.Dispose();
        throw new VaultException(NumbersFaults.NoNextRoot,
            $"There is no new key to move to. Start Gudok with the new one in the environment variable {_next} "
            + "(make it with: openssl rand -base64 32), and give the command again.");
    }

    public void Settle(SecretKey root)
    {
        // The operator puts the new key in the place of the old one.
    }

    private static SecretKey? ReadOne(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? RootText.Read(text, "environment variable " + name) : null;
}
