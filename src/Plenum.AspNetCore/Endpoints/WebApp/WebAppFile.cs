namespace Plenum.AspNetCore.Endpoints.WebApp;

/// <summary>A file of the web application's build.</summary>
/// <param name="Bytes">As it is.</param>
/// <param name="Brotli">Compressed; null where that was not worth it.</param>
/// <param name="ContentType">Its media type.</param>
/// <param name="ETag">Its content's hash, quoted.</param>
/// <param name="Immutable">Whether its name holds its content's hash.</param>
internal sealed record WebAppFile(byte[] Bytes, byte[]? Brotli, string ContentType, string ETag, bool Immutable);
