using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Plenum.AspNetCore.Access;

/// <summary>Whether rooms are open to anybody with the link.</summary>
internal sealed class DevMode(IOptions<PlenumOptions> options, IHostEnvironment environment)
{
    public bool IsOn => options.Value.DevMode ?? environment.IsDevelopment();

    /// <summary>On, and only for this machine.</summary>
    public bool IsLoopbackOnly => IsOn && !options.Value.ForceDevMode;
}
