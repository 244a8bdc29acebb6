using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace Plenum.AspNetCore.Endpoints.WebApp;

/// <summary>Serves the web application: its page for each room, its files below <c>/plenum/</c>.</summary>
internal static class WebAppEndpoint
{
    private const string ContentSecurityPolicy =
        "default-src 'self'; img-src 'self' data: blob:; media-src 'self' blob: mediastream:; style-src 'self' 'unsafe-inline'; "
        + "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'";

    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var (path, file) in WebAppFiles.All)
        {
            if (path != WebAppFiles.Page)
                routes.MapMethods("/" + path, Methods, context => SendAsync(context, file)).WithDisplayName("Plenum web " + path);
        }

        routes.MapMethods("/r/{room}", Methods, SendPageAsync).WithDisplayName("Plenum room page");

        // An application with a page of its own at its root keeps it.
        routes.MapMethods("/", Methods, SendPageAsync).WithDisplayName("Plenum start page").WithOrder(int.MaxValue);
    }

    private static Task SendPageAsync(HttpContext context)
    {
        if (!WebAppFiles.All.TryGetValue(WebAppFiles.Page, out var page))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return context.Response.WriteAsync("This build of Plenum has no web application (PlenumSkipWeb).");
        }

        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers["Referrer-Policy"] = "no-referrer";
        headers["Permissions-Policy"] = "camera=(self), microphone=(self), display-capture=(self), fullscreen=(self)";
        return SendAsync(context, page);
    }

    private static async Task SendAsync(HttpContext context, WebAppFile file)
    {
        var request = context.Request;
        var response = context.Response;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ETag = file.ETag;
        response.Headers.Vary = HeaderNames.AcceptEncoding;
        response.Headers.CacheControl = file.Immutable ? "public, max-age=31536000, immutable" : "no-cache";
        if (request.Headers.IfNoneMatch.Any(tags => tags!.Contains(file.ETag, StringComparison.Ordinal)))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        var bytes = file.Bytes;
        if (file.Brotli is not null && AcceptsBrotli(request))
        {
            response.Headers.ContentEncoding = "br";
            bytes = file.Brotli;
        }

        response.ContentType = file.ContentType;
        response.ContentLength = bytes.Length;
        if (HttpMethods.IsGet(request.Method))
            await response.Body.WriteAsync(bytes, context.RequestAborted);
    }

    private static bool AcceptsBrotli(HttpRequest request) =>
        request.GetTypedHeaders().AcceptEncoding.Any(coding => coding.Value == "br" && coding.Quality is not 0);
}
