namespace Plenum.LoadTest.Targets;

/// <summary>Finds out how participants get in.</summary>
internal static class TargetFactory
{
    /// <summary>By WHIP and WHEP where their addresses are given, else by the signalling of a Plenum server.</summary>
    /// <exception cref="LoadTestException">An address is missing or no address.</exception>
    public static ITarget Create(LoadTestOptions options)
    {
        foreach (var template in new[] { options.Whip, options.Whep })
        {
            if (template is not null && !UrlTemplate.IsValid(template))
                throw new LoadTestException($"{template} is not an address with {{room}}, {{id}} or {{publisher}}.");
        }

        return options.Server is { } server ? new PlenumTarget(server, options.Token, options.Tile) : new HttpTarget(options.Whip, options.Whep, options.Token);
    }
}
