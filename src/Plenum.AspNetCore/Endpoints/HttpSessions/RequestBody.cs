using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Plenum.AspNetCore.Endpoints.HttpSessions;

/// <summary>Reads a request's text, and no more of it than is allowed.</summary>
internal static class RequestBody
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <param name="request">The request.</param>
    /// <param name="mediaType">What it must be.</param>
    /// <param name="limit">Bytes.</param>
    /// <returns>The text, or what is wrong.</returns>
    public static async ValueTask<(string? Text, HttpProblem? Problem)> ReadAsync(HttpRequest request, string mediaType, int limit)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            || !type.MediaType.Equals(mediaType, StringComparison.OrdinalIgnoreCase))
        {
            return (null, new HttpProblem(StatusCodes.Status415UnsupportedMediaType, $"Send {mediaType}."));
        }

        if (request.ContentLength > limit)
            return (null, TooLarge(limit));

        using var buffer = new MemoryStream();
        var chunk = new byte[8192];
        while (await request.Body.ReadAsync(chunk, request.HttpContext.RequestAborted) is > 0 and var read)
        {
            if (buffer.Length + read > limit)
                return (null, TooLarge(limit));
            buffer.Write(chunk, 0, read);
        }

        try
        {
            return (StrictUtf8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length), null);
        }
        catch (DecoderFallbackException)
        {
            return (null, HttpProblem.Malformed("The body is not UTF-8."));
        }
    }

    private static HttpProblem TooLarge(int limit) =>
        new(StatusCodes.Status413PayloadTooLarge, $"The body may have {limit} bytes.");
}
