using System.Collections.Frozen;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace Gudok.Portal;

/// <summary>What the pages load: style sheets, scripts, fonts, icons. They travel inside the assembly, so that there is no manifest or
/// folder to lose; their address holds a hash of all of them, so that browsers keep them for ever and never see an old one.</summary>
internal static partial class PortalAssets
{
    private const string Prefix = "assets/";
    private static readonly FrozenDictionary<string, Asset> Assets = Read();
    private static readonly string Version = Hash();

    /// <summary>Address of an asset, such as <c>css/portal.css</c>.</summary>
    public static string Url(string name) => Assets.ContainsKey(name)
        ? $"/assets/{Version}/{name}"
        : throw new ArgumentException($"There is no asset {name}.", nameof(name));

    /// <summary>A style sheet with its fonts written into it, for pages that stand by themselves.</summary>
    public static string WholeStyle(string name) => FontAddress().Replace(
        Encoding.UTF8.GetString(Assets[name].Bytes),
        match => $"url(\"data:font/woff2;base64,{Convert.ToBase64String(Assets[match.Groups[1].Value].Bytes)}\")");

    /// <summary>Names of all assets.</summary>
    public static IEnumerable<string> Names => Assets.Keys;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/assets/{version}/{**name}", Send).ExcludeFromDescription().AllowAnonymous();

    internal static Results<FileContentHttpResult, NotFound> Send(string version, string name, HttpContext context)
    {
        if (version != Version || !Assets.TryGetValue(name, out var asset)) return TypedResults.NotFound();
        var headers = context.Response.GetTypedHeaders();
        headers.CacheControl = new CacheControlHeaderValue { Public = true, MaxAge = TimeSpan.FromDays(365), Extensions = { new("immutable") } };
        context.Response.Headers.Vary = HeaderNames.AcceptEncoding;
        var packed = asset.Brotli is not null && context.Request.Headers.AcceptEncoding.ToString().Contains("br", StringComparison.Ordinal);
        if (packed) context.Response.Headers.ContentEncoding = "br";
        return TypedResults.File(packed ? asset.Brotli! : asset.Bytes, asset.ContentType);
    }

    private static FrozenDictionary<string, Asset> Read()
    {
        var assembly = typeof(PortalAssets).Assembly;
        return assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .ToFrozenDictionary(name => name[Prefix.Length..], name =>
            {
                using var stream = assembly.GetManifestResourceStream(name)!;
                var bytes = new byte[stream.Length];
                stream.ReadExactly(bytes);
                return Asset.Of(name, bytes);
            });
    }

    private static string Hash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, asset) in Assets.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(name));
            hash.AppendData(asset.Bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 8));
    }

    [GeneratedRegex("""url\("\.\./([^"]+)"\)""", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FontAddress();

    private sealed record Asset(byte[] Bytes, byte[]? Brotli, string ContentType)
    {
        public static Asset Of(string name, byte[] bytes)
        {
            var type = Path.GetExtension(name) switch
            {
                ".css" => "text/css; charset=utf-8",
                ".js" => "text/javascript; charset=utf-8",
                ".svg" => "image/svg+xml",
                ".woff2" => "font/woff2",
                var other => throw new InvalidOperationException($"No content type is known for assets that end in {other}."),
            };
            return new Asset(bytes, type == "font/woff2" ? null : Pack(bytes), type);
        }

        private static byte[] Pack(byte[] bytes)
        {
            using var packed = new MemoryStream();
            using (var brotli = new BrotliStream(packed, CompressionLevel.Optimal)) brotli.Write(bytes);
            return packed.ToArray();
        }
    }
}
