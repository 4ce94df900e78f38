/** What `--help` prints. */
export const helpText = `Usage: npm run accord -- [serve | check] [--config PATH] [--live]

  serve            Serve the graph. The default. Without a configuration file the demo runs: five emulated providers.
  check            Check the configuration file and end: exit code 0 when all is well, 1 with all problems listed.
    --live         Also sign in at each source and list one account.
  --config PATH    The configuration file. Default: ACCORD_CONFIG.
  --help, --version

Environment: ACCORD_CONFIG, HOST and PORT (win over the file), ACCORD_LOG_LEVEL (debug, info, warn, error, silent).`;
