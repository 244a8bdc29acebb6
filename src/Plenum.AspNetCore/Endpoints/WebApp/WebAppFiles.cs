using System.Collections.Frozen;
using System.Reflection;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.StaticFiles;

namespace Plenum.AspNetCore.Endpoints.WebApp;

/// <summary>The web application, as it was built into this assembly.</summary>
internal static partial class WebAppFiles
{
    public const string Page = "index.html";

    private const string Prefix = "webapp/";
    private const string BrotliSuffix = ".br";

    /// <summary>By path, without a leading slash.</summary>
    public static readonly FrozenDictionary<string, WebAppFile> All = Load(typeof(WebAppFiles).Assembly);

    private static FrozenDictionary<string, WebAppFile> Load(Assembly assembly)
    {
        var contents = assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .ToDictionary(name => name[Prefix.Length..].Replace('\\', '/'), name => Read(assembly, name));
        return contents
            .Where(content => !content.Key.EndsWith(BrotliSuffix, StringComparison.Ordinal))
            .ToFrozenDictionary(
                content => content.Key,
                content => ToFile(content.Key, content.Value, contents.GetValueOrDefault(content.Key + BrotliSuffix)));
    }

    private static WebAppFile ToFile(string path, byte[] bytes, byte[]? brotli)
    {
        var known = new FileExtensionContentTypeProvider().TryGetContentType(path, out var type);
        var contentType = !known ? "application/octet-stream"
            : type!.StartsWith("text/", StringComparison.Ordinal) ? $"{type}; charset=utf-8"
            : type;
        var tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes))[..16]}\"";
        return new WebAppFile(bytes, brotli, contentType, tag, HashedName().IsMatch(path));
    }

    private static byte[] Read(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>As the bundler names what it wrote: <c>index-BLiWXb1V.js</c>.</summary>
    [GeneratedRegex(@"-[A-Za-z0-9_-]{8}\.[a-z0-9]+$")]
    private static partial Regex HashedName();
}
